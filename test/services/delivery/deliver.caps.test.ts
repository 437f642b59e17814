import fc from 'fast-check';
import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, email, flow, journey, on, send, t, template } from '../../../core/index.ts';
import type { ConfigurationInput } from '../../../core/workspace/configuration.ts';
import type { Channel, SendResult } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { type ClockedDatabase, createClockedDatabase } from '../../support/frozen-clock.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';
import { byTier, propertyRuns } from '../../support/tier.ts';

// Belongs to the soak tier: thousands of sends that race for a place, and many random histories.
jest.setTimeout(byTier(20_000, 900_000));

const eventOf = <Name extends string>(name: Name) => defineEvent(name, { order: t.text });
const Ordered = eventOf('Ordered');
const Listed = eventOf('Listed');
const hello = flow(send('hello', template('hello'), { via: [email] }));
const journeys = [
  journey('ordered', { purpose: 'marketing', entry: on(Ordered), key: Ordered.order, reentry: 'always' }, hello),
  journey('listed', { purpose: 'marketing', entry: on(Listed), key: Listed.order, reentry: 'always' }, hello),
];
const start = Date.parse('2026-11-27T10:00:00Z');
const hourMs = 3_600_000;

let db: ClockedDatabase;
let answers: SendResult['result'];
let now: number;
beforeEach(async () => {
  db = await createClockedDatabase();
  [answers, now] = ['accepted', start];
  await db.setClock(now);
});
afterEach(() => db.destroy());

const channels = new Map<string, Channel>([
  [
    'email',
    {
      ...channelKinds.email,
      provider: {
        async send(_message, begin) {
          await begin();
          return answers === 'accepted' ? { result: 'accepted' } : { result: answers, code: 'x', detail: 'scripted' };
        },
        close: async () => {},
      },
    } as Channel,
  ],
]);

async function publishWith(caps: ConfigurationInput['caps'], quietHours?: ConfigurationInput['quietHours']) {
  await publish(db.database, 'default', { journeys, templates, workspace: { caps, quietHours } });
}

let orders = 0;
/** The event enters its journey; the first turn asks for the message. Gives the run. */
async function enter(name: 'Ordered' | 'Listed', userId = 'ann'): Promise<string> {
  orders += 1;
  const order = `o-${orders}`;
  await takeIn(db, { userId, name, properties: { order }, timestamp: now });
  const [run] = await db.look<{ id: string }>('select id from journey_runs where key = ?', [order]);
  return (run as { id: string }).id;
}

async function attempt(journeyRunId: string): Promise<void> {
  const { openJobs } = await runTurn(db.database, journeyRunId, now);
  const dependencies = {
    database: db.database,
    channels,
    leaseMs: 60_000,
    sendTimeoutMs: 5_000,
    longestPauseMs: 60_000,
  };
  for (const { visit, messageId } of openJobs)
    await deliver(dependencies, { journeyRunId, visit, messageId: messageId as string }, now).catch(() => {});
  await runTurn(db.database, journeyRunId, now);
}

const known = async () => {
  await takeIn(db, { userId: 'ann', properties: { email: 'ann@example.com' }, timestamp: now });
};
const states = async () =>
  (await db.look<{ state: string }>('select state from messages order by id')).map(({ state }) => state);

it('two journeys that want a customer at the same instant share a cap: one message, one explained block', async () => {
  await publishWith({ daily: { most: 1, calendar: 'day' } });
  await known();
  const [one, other] = [await enter('Ordered'), await enter('Listed')];
  await Promise.all([attempt(one), attempt(other)]);
  const messages = await db.look<Record<string, string>>(
    'select id, journey_id as journey, state, rule, rule_value as value from messages order by state',
  );
  expect(messages.map(({ state, rule }) => [state, rule])).toEqual([
    ['accepted', null],
    ['blocked', 'caps'],
  ]);
  const [sent, blocked] = messages;
  expect(blocked?.value).toBe(
    `"daily" (1 a day) is used up by ${sent?.journey} ▸ hello (${new Date(now).toISOString()}, message ${sent?.id})`,
  );
});

it('a message that permanently failed gives its place back, one of which nobody knows keeps it', async () => {
  await publishWith({ daily: { most: 1, within: 'P1D' } });
  await known();
  answers = 'failed-permanently';
  await attempt(await enter('Ordered'));
  answers = 'unknown';
  await attempt(await enter('Ordered'));
  answers = 'accepted';
  await attempt(await enter('Ordered'));
  expect(await states()).toEqual(['failed-permanently', 'unknown', 'blocked']);
});

it('one that failed temporarily keeps its place, which is its own when it is tried again', async () => {
  await publishWith({ daily: { most: 1, within: 'P1D' } });
  await known();
  answers = 'failed-temporarily';
  const first = await enter('Ordered');
  await attempt(first);
  answers = 'accepted';
  await attempt(await enter('Ordered'));
  await attempt(first);
  expect(await states()).toEqual(['accepted', 'blocked']);
});

it('messages that were sent before there were caps count in the first ones', async () => {
  await publishWith({});
  await known();
  await attempt(await enter('Ordered'));
  await publishWith({ weekly: { most: 1, within: 'P7D' } });
  now += hourMs;
  await db.setClock(now);
  await attempt(await enter('Ordered'));
  expect(await states()).toEqual(['accepted', 'blocked']);
});

it('a cap that says later defers, and lets the message go when the window does', async () => {
  await publishWith({ daily: { most: 1, within: 'P1D', excess: 'defer' } }, { spread: 'none' });
  await known();
  await attempt(await enter('Ordered'));
  const other = await enter('Ordered');
  await attempt(other);
  expect(await states()).toEqual(['accepted', 'deferred']);
  now += 24 * hourMs;
  await db.setClock(now);
  await attempt(other);
  expect(await states()).toEqual(['accepted', 'accepted']);
});

it('a customer in Auckland gets nothing at night, by the clock of Auckland', async () => {
  await publishWith({}, { default: { from: '21:00', until: '09:00' }, spread: 'none' }); // it is 23:00 there
  const traits = { email: 'ann@example.com', timezone: 'Pacific/Auckland' };
  await takeIn(db, { userId: 'ann', properties: traits, timestamp: now });
  const run = await enter('Ordered');
  await attempt(run);
  const [held] = await db.look('select state, rule, rule_value as value from messages');
  expect(held).toEqual({ state: 'deferred', rule: 'quiet-hours', value: '2026-11-27T20:00:00.000Z' });
  now = Date.parse('2026-11-27T20:00:00Z');
  await db.setClock(now);
  await attempt(run);
  expect(await states()).toEqual(['accepted']);
});

it('no more sends than a cap allows win their race for one customer', async () => {
  const [racing, most] = [byTier(40, 10_000), 7];
  await publishWith({ daily: { most, within: 'P1D' } });
  await known();
  const runs: string[] = [];
  for (let count = 0; count < racing; count += 1) runs.push(await enter(count % 2 === 0 ? 'Ordered' : 'Listed'));
  const waiting = [...runs];
  const race = async () => {
    for (let run = waiting.pop(); run; run = waiting.pop()) await attempt(run);
  };
  await Promise.all([race(), race(), race(), race()]);
  const sent = (await states()).filter((state) => state === 'accepted');
  expect(sent).toHaveLength(most);
  expect((await states()).filter((state) => state === 'blocked')).toHaveLength(racing - most);
});

const capsOf = fc.record({
  most: fc.integer({ min: 1, max: 3 }),
  hours: fc.integer({ min: 1, max: 30 }),
  each: fc.constantFrom(undefined, 'journey' as const),
});
const deeds = fc.array(
  fc.record({
    minutes: fc.integer({ min: 0, max: 600 }),
    name: fc.constantFrom('Ordered' as const, 'Listed' as const),
    result: fc.constantFrom(
      'accepted' as const,
      'accepted' as const,
      'failed-permanently' as const,
      'unknown' as const,
    ),
  }),
  { minLength: 5, maxLength: 10 },
);

it('whatever happens, no window holds more than its cap allows, and nothing is blocked for nothing', async () => {
  let people = 0;
  const property = fc.asyncProperty(capsOf, deeds, async ({ most, hours, each }, history) => {
    people += 1;
    const userId = `person-${people}`;
    await publishWith({ one: { most, within: `PT${hours}H`, each } });
    await takeIn(db, { userId, properties: { email: `${userId}@example.com` }, timestamp: now });
    const taken: { at: number; name: string }[] = [];
    for (const { minutes, name, result } of history) {
      now += minutes * 60_000;
      await db.setClock(now);
      answers = result;
      const inWindow = taken.filter((sent) => sent.at > now - hours * hourMs && (!each || sent.name === name));
      const run = await enter(name, userId);
      await attempt(run);
      const [message] = await db.look<{ state: string }>('select state from messages where journey_run_id = ?', [run]);
      expect(message?.state).toBe(inWindow.length >= most ? 'blocked' : result);
      if (message?.state === 'accepted' || message?.state === 'unknown') taken.push({ at: now, name });
    }
  });
  await fc.assert(property, { numRuns: propertyRuns(6), seed: 7 });
});
