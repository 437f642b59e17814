import fc from 'fast-check';
import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { defineEvent, email, flow, journey, on, send, t, template } from '../../../core/index.ts';
import type { ConfigurationInput } from '../../../core/workspace/configuration.ts';
import type { Channel, SendResult } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { actOnJourney } from '../../../store/journeys/journey-states.ts';
import { writeHeartbeat } from '../../../store/measurement/processes.ts';
import { setKillSwitch } from '../../../store/messages/kill-switches.ts';
import { type ClockedDatabase, createClockedDatabase } from '../../support/frozen-clock.ts';
import { templates } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';
import { byTier, propertyRuns } from '../../support/tier.ts';

// Belongs to the soak tier: thousands of sends that race for a place, and many random histories.
jest.setTimeout(byTier(20_000, 1_800_000));

const eventOf = <Name extends string>(name: Name) => defineEvent(name, { order: t.text });
const Ordered = eventOf('Ordered');
const Listed = eventOf('Listed');
const hello = flow(send('hello', template('hello'), { via: [email] }));
const journeys = [
  journey('ordered', { purpose: 'marketing', entry: on(Ordered), key: Ordered.order, reentry: 'always' }, hello),
  journey(
    'listed',
    { purpose: 'marketing', entry: on(Listed), key: Listed.order, reentry: 'always', priority: 80 },
    hello,
  ),
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

async function publishWith(
  caps: ConfigurationInput['caps'],
  quietHours?: ConfigurationInput['quietHours'],
  more?: ConfigurationInput,
) {
  await publish(db.database, 'default', { journeys, templates, workspace: { caps, quietHours, ...more } });
}

/** A live worker has a provider for e-mail: only then does a message that waits hold others back. */
const workerLives = () =>
  writeHeartbeat(db.database, {
    ...{ id: newId(), role: 'worker', version: '1', host: 'here', pid: 1, kinds: {} as never },
    channels: ['email'],
  });
const skip = async (milliseconds: number) => {
  now += milliseconds;
  await db.setClock(now);
};
const rules = () =>
  db.look<Record<string, string>>('select journey_id as journey, state, rule from messages order by id');
const enqueued = () => db.look('select journey_run_id as id from outbox');

let orders = 0;
/** The event enters its journey; the first turn asks for the message. Gives the run. */
async function enter(name: 'Ordered' | 'Listed', userId = 'ann'): Promise<string> {
  orders += 1;
  const order = `o-${orders}`;
  await takeIn(db, { userId, name, properties: { order }, timestamp: now });
  const [run] = await db.look<{ id: string }>('select id from journey_runs where key = ?', [order]);
  return (run as { id: string }).id;
}

/** The same for many at once, half of them in each journey. */
async function enterMany(count: number): Promise<string[]> {
  const first = orders;
  orders += count;
  const keys = Array.from({ length: count }, (_, number) => `o-${first + number + 1}`);
  const events = keys.map((order, number) => ({
    name: number % 2 === 0 ? 'Ordered' : 'Listed',
    properties: { order },
  }));
  await takeIn(db, ...events.map((event) => ({ ...event, userId: 'ann', timestamp: now })));
  const runs = await db.look<{ id: string }>('select id from journey_runs where key = any (?)', [keys]);
  return runs.map(({ id }) => id);
}

async function ask(journeyRunId: string) {
  return (await runTurn(db.database, journeyRunId, now)).openJobs;
}

async function attempt(journeyRunId: string): Promise<void> {
  const openJobs = await ask(journeyRunId);
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

describe('a message of a higher priority', () => {
  it('goes first under a shared cap: the lower one waits for its outcome, which wakes it', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } });
    await known();
    await workerLives();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    await ask(high);
    await attempt(low);
    expect(await rules()).toEqual([
      { journey: 'listed', state: 'requested', rule: null },
      { journey: 'ordered', state: 'deferred', rule: 'priority' },
    ]);
    await attempt(high);
    expect(await enqueued()).toEqual([{ id: low }]);
    await attempt(low);
    expect(await rules()).toEqual([
      { journey: 'listed', state: 'accepted', rule: null },
      { journey: 'ordered', state: 'blocked', rule: 'caps' },
    ]);
  });

  it('lets the lower one go by a timer where its own attempt never comes', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } });
    await known();
    await workerLives();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    await ask(high);
    await attempt(low);
    await skip(60_000);
    await workerLives();
    await attempt(low);
    expect(await rules()).toContainEqual({ journey: 'ordered', state: 'accepted', rule: null });
  });

  it('holds nobody back while its run is stuck, a kill switch stops it, or no worker serves its channel', async () => {
    await publishWith({ two: { most: 1, within: 'PT1M' } });
    await known();
    const high = await enter('Listed');
    await ask(high);
    await attempt(await enter('Ordered')); // no worker
    await skip(60_000);
    await workerLives();
    await db.look(`update messages set updated_at = ? where state = 'requested' returning 1`, [new Date(now)]);
    await db.look('update journey_runs set stuck_at = now() where id = ? returning 1', [high]);
    await attempt(await enter('Ordered'));
    await skip(60_000);
    await workerLives();
    await db.look('update journey_runs set stuck_at = null where id = ? returning 1', [high]);
    await db.look(`update messages set updated_at = ? where state = 'requested' returning 1`, [new Date(now)]);
    await setKillSwitch(db.database, {
      workspace: 'default',
      scope: 'journey',
      name: 'listed',
      reason: 'x',
      setBy: 'x',
    });
    await attempt(await enter('Ordered'));
    expect((await rules()).map(({ state }) => state)).toEqual(['requested', 'accepted', 'accepted', 'accepted']);
  });

  it('holds nobody back while its journey is paused', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } });
    await known();
    await workerLives();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    await ask(high);
    await actOnJourney(db.database, { workspace: 'default', journeyId: 'listed', act: 'pause', reason: 'x', by: 'x' });
    await attempt(low);
    expect(await rules()).toContainEqual({ journey: 'ordered', state: 'accepted', rule: null });
  });

  it('goes first where both wait for the end of the same quiet hours', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } }, { default: { from: '09:00', until: '11:00' } });
    await known();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    for (const run of [low, high]) await attempt(run);
    const [held] = await db.look<{ until: string }>('select min(rule_value) as until from messages');
    await skip(Date.parse(held?.until as string) - now);
    await workerLives();
    for (const run of [low, high, low]) await attempt(run);
    expect(await rules()).toEqual([
      { journey: 'ordered', state: 'blocked', rule: 'caps' },
      { journey: 'listed', state: 'accepted', rule: null },
    ]);
  });
});

it('a message waits for its slot where its channel has a send rate, and expires at once where that comes too late', async () => {
  await publishWith({}, undefined, { sendRate: { email: { most: 1, per: 'PT10S' } } });
  await known();
  const runs = [await enter('Ordered'), await enter('Ordered'), await enter('Ordered')];
  for (const run of runs) await attempt(run);
  const waiting = await db.look('select state, rule_value as until from messages order by id');
  expect(waiting).toEqual([
    { state: 'accepted', until: null },
    { state: 'deferred', until: new Date(now + 10_000).toISOString() },
    { state: 'deferred', until: new Date(now + 20_000).toISOString() },
  ]);
  await skip(10_000);
  for (const run of runs) await attempt(run);
  expect(await states()).toEqual(['accepted', 'accepted', 'deferred']);
});

it('marketing waits while a hold of the workspace is true of the customer', async () => {
  const when = {
    combinator: 'and' as const,
    rules: [{ field: 'customer.traits.ticket', operator: '=' as const, value: 'open' }],
  };
  await publishWith({}, undefined, { holds: { ticket: { when, effect: 'wait', atMost: 'P2D' } } });
  await takeIn(db, { userId: 'ann', properties: { email: 'ann@example.com', ticket: 'open' }, timestamp: now });
  const run = await enter('Ordered');
  await attempt(run);
  expect(await rules()).toEqual([{ journey: 'ordered', state: 'deferred', rule: 'hold' }]);
  await takeIn(db, { userId: 'ann', properties: { ticket: 'closed' }, timestamp: now });
  await skip(60_000);
  await attempt(run);
  expect(await states()).toEqual(['accepted']);
});

it('marketing waits while a hold that looks back is true: who gave a bad score, for fourteen days', async () => {
  const where = {
    combinator: 'and' as const,
    rules: [{ field: 'event.properties.score', operator: '<=' as const, value: 6 }],
  };
  const of = { event: 'Survey Answered', where, within: 'P14D' };
  const when = {
    combinator: 'and' as const,
    rules: [{ field: 'customer.events.count', of, operator: '>=' as const, value: 1 }],
  };
  await publishWith({}, undefined, { holds: { unhappy: { when, effect: 'wait', atMost: 'P20D' } } });
  await known();
  await takeIn(db, { userId: 'ann', name: 'Survey Answered', properties: { score: 4 }, timestamp: now });
  const run = await enter('Ordered');
  await attempt(run);
  expect(await rules()).toEqual([{ journey: 'ordered', state: 'deferred', rule: 'hold' }]);
  await skip(14 * 24 * hourMs - 1);
  await attempt(run);
  expect(await states()).toEqual(['deferred']);
  await skip(5 * 60_000 + 1); // of a message on hold for long it is asked every five minutes
  await attempt(run);
  expect(await states()).toEqual(['accepted']);
});

it('no more sends than a cap allows win their race for one customer', async () => {
  const [racing, most] = [byTier(24, 10_000), 7];
  await publishWith({ daily: { most, within: 'P1D' } });
  await known();
  const waiting: string[] = [];
  const race = async () => {
    for (let run = waiting.pop(); run; run = waiting.pop()) await attempt(run);
  };
  for (let entered = 0; entered < racing; ) {
    // A customer has at most 100 open runs in each journey.
    const wave = Math.min(200, racing - entered);
    waiting.push(...(await enterMany(wave)));
    await Promise.all([race(), race(), race(), race()]);
    entered += wave;
  }
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
  await fc.assert(property, { numRuns: propertyRuns(4), seed: 7 });
});
