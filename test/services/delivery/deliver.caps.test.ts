import fc from 'fast-check';
import { takeIn } from '../../support/runs.ts';
import { byTier, propertyRuns } from '../../support/tier.ts';
import {
  answerWith,
  attempt,
  db,
  enter,
  enterMany,
  hourMs,
  known,
  now,
  publishWith,
  rules,
  setClock,
  skip,
  states,
  useTwoJourneys,
} from './support/two-journeys.ts';

// Belongs to the soak tier: thousands of sends that race for a place, and many random histories.
jest.setTimeout(byTier(20_000, 1_800_000));

useTwoJourneys();

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
  answerWith('failed-permanently');
  await attempt(await enter('Ordered'));
  answerWith('unknown');
  await attempt(await enter('Ordered'));
  answerWith('accepted');
  await attempt(await enter('Ordered'));
  expect(await states()).toEqual(['failed-permanently', 'unknown', 'blocked']);
});

it('one that failed temporarily keeps its place, which is its own when it is tried again', async () => {
  await publishWith({ daily: { most: 1, within: 'P1D' } });
  await known();
  answerWith('failed-temporarily');
  const first = await enter('Ordered');
  await attempt(first);
  answerWith('accepted');
  await attempt(await enter('Ordered'));
  await attempt(first);
  expect(await states()).toEqual(['accepted', 'blocked']);
});

it('messages that were sent before there were caps count in the first ones', async () => {
  await publishWith({});
  await known();
  await attempt(await enter('Ordered'));
  await publishWith({ weekly: { most: 1, within: 'P7D' } });
  await skip(hourMs);
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
  await skip(24 * hourMs);
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
  await setClock(Date.parse('2026-11-27T20:00:00Z'));
  await attempt(run);
  expect(await states()).toEqual(['accepted']);
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
      await skip(minutes * 60_000);
      answerWith(result);
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
