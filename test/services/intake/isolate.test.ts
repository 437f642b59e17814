import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { PermanentFailure } from '../../../core/base/failure.ts';
import { type Acceptance, acceptBatch, refuseItem } from '../../../services/intake/accept.ts';
import { type CollectorOptions, createCollector } from '../../../services/intake/collect.ts';
import type { IncomingEvent } from '../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { execute } from '../../../store/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

jest.setTimeout(180_000);

let db: TestDatabase;
const publishedJourneys = createPublishedJourneys();
let count = 0;

/** PostgreSQL refuses an event whose property "bad" names a SQLSTATE, by that SQLSTATE. */
beforeAll(async () => {
  db = await createTestDatabase();
  await execute(
    db.database,
    `create function refuse_bad() returns trigger language plpgsql as $$
     begin raise exception 'refused' using errcode = new.properties->>'bad'; end $$`,
  );
  await execute(
    db.database,
    `create trigger refuse_bad before insert on events for each row
     when (new.properties->>'bad' is not null) execute function refuse_bad()`,
  );
});
afterAll(() => db.destroy());
beforeEach(() => execute(db.database, 'delete from failures'));

function event(more: Partial<IncomingEvent> & { bad?: string } = {}): IncomingEvent {
  count += 1;
  const { bad, ...others } = more;
  return {
    ...{ type: 'track', name: 'Seen', messageId: `m${count}`, userId: `u${count}`, anonymousId: undefined },
    ...{ properties: bad ? { bad } : {}, context: {}, timestamp: Date.now() },
    ...others,
  };
}

function collect(options: CollectorOptions = {}) {
  return createCollector(
    (workspace, events) => acceptBatch({ database: db.database, publishedJourneys }, workspace, events),
    {
      refuse: (error, refused) => refuseItem(db.database, error, refused),
      ...options,
    },
  );
}

const resultsOf = (answers: readonly Acceptance[]) => answers.map(({ result }) => result);

const dataStates = ['22003', '22001', '22P02', '23514', '21000', '54000', '54001', 'P0001'];
const identity = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
const item = fc
  .record({
    user: identity,
    device: identity,
    bad: fc.option(fc.constantFrom(...dataStates), { nil: undefined, freq: 2 }),
  })
  .filter(({ user, device }) => user !== undefined || device !== undefined);
const call = fc.record({
  sender: fc.integer({ min: 0, max: 3 }),
  items: fc.array(item, { minLength: 1, maxLength: 12 }),
  pauses: fc.boolean(),
});

it('refuses exactly the bad items, accepts all others, and keeps the order of each customer', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 25 }), async (calls) => {
      round += 1;
      const collector = collect({ maxBatch: 20 });
      const requests = calls.map(({ sender, items }) => ({
        sender: `sender ${sender}`,
        events: items.map(({ user, device, bad }) =>
          event({
            userId: user === undefined ? undefined : `${round} user ${user}`,
            anonymousId: device === undefined ? undefined : `${round} device ${device}`,
            ...(bad && { bad }),
          }),
        ),
      }));
      const answers: Promise<Acceptance[]>[] = [];
      for (const [index, { sender, events }] of requests.entries()) {
        answers.push(collector.submit('default', events, sender));
        if (calls[index]?.pauses) await new Promise((resolve) => setTimeout(resolve, 3));
      }
      for (const [index, answer] of (await Promise.all(answers)).entries()) {
        expect(resultsOf(answer)).toEqual(calls[index]?.items.map(({ bad }) => (bad ? 'rejected' : 'accepted')));
      }
      await collector.drained();
      expect(collector.waiting()).toBe(0);

      const sent = requests.flatMap(({ sender, events }) => events.map((each) => ({ ...each, sender })));
      const good = sent.filter(({ properties }) => properties.bad === undefined);
      const stored = await db.look<{ messageId: string }>(
        'select message_id as "messageId" from events where message_id = any(cast(? as text[])) order by id',
        [sent.map(({ messageId }) => messageId)],
      );
      const order = stored.map(({ messageId }) => messageId);
      expect([...order].sort()).toEqual(good.map(({ messageId }) => messageId).sort());
      const about = new Map<string, string[]>();
      for (const { sender, userId, anonymousId, messageId } of good) {
        for (const who of [userId && `${sender} ${userId}`, anonymousId && `${sender} ${anonymousId}`]) {
          if (who) about.set(who, [...(about.get(who) ?? []), messageId]);
        }
      }
      for (const own of about.values()) expect(order.filter((id) => own.includes(id))).toEqual(own);
    }),
    { numRuns: 10, seed: 11, endOnFailure: true },
  );
});

it('lets calls of others through while hundreds of bad items of one call are isolated, and keeps one row about them', async () => {
  const collector = collect();
  let isDone = false;
  const bad = collector
    .submit(
      'default',
      // A state of its own: one text of a kind is kept a minute, and others of this file may have had theirs.
      Array.from({ length: 400 }, () => event({ bad: '22012' })),
      'stranger',
    )
    .finally(() => {
      isDone = true;
    });
  const waits: number[] = [];
  while (!isDone) {
    const begun = performance.now();
    expect(resultsOf(await collector.submit('default', [event()], 'shop'))).toEqual(['accepted']);
    waits.push(performance.now() - begun);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(new Set(resultsOf(await bad))).toEqual(new Set(['rejected']));
  expect(waits.length).toBeGreaterThan(20);
  // About a second is promised; the machine of the tests may be several times slower.
  expect(Math.max(...waits)).toBeLessThan(5_000);
  expect(await db.look('select 1 from failures')).toHaveLength(1);
  expect(collector.counts).toMatchObject({ isolated: 1, refused: 400 });
});

it('lets calls in that share a batch with many bad ones, after a few transactions', async () => {
  let transactions = 0;
  const collector = createCollector(
    (workspace, events) => {
      transactions += 1;
      return acceptBatch({ database: db.database, publishedJourneys }, workspace, events);
    },
    { refuse: (error, refused) => refuseItem(db.database, error, refused) },
  );
  const first = collector.submit('default', [event()], 'first'); // the others come while it is committed
  const bad = Array.from({ length: 150 }, () => collector.submit('default', [event({ bad: '54000' })], 'stranger'));
  const good = Array.from({ length: 30 }, (_, index) => collector.submit('default', [event()], `shop ${index}`));
  await first;
  expect((await Promise.all(good)).flatMap(resultsOf)).toEqual(good.map(() => 'accepted'));
  expect(transactions).toBeLessThan(100);
  expect((await Promise.all(bad)).flatMap(resultsOf)).toEqual(bad.map(() => 'rejected'));
});

it('holds back only calls about the people that are isolated, and those about who is tied to them', async () => {
  const open: (() => void)[] = [];
  const batches: string[][] = [];
  const collector = createCollector(
    async (_workspace, events) => {
      batches.push(events.map(({ messageId }) => messageId));
      await new Promise<void>((resolve) => open.push(resolve));
      if (events.some(({ properties }) => properties.bad)) throw new PermanentFailure('data-refused', 'no');
      return events.map(() => ({ result: 'accepted', entered: 0 }));
    },
    { refuse: async () => ({ result: 'rejected', problem: { code: '', where: '', problem: '', remedy: '' } }) },
  );
  const submit = (messageId: string, more: Parameters<typeof event>[0]) =>
    collector.submit('default', [event({ messageId, ...more })], 'shop');
  const next = async () => {
    open.shift()?.();
    await new Promise(setImmediate);
  };
  const answers = [submit('bad', { userId: 'ann', anonymousId: 'phone', bad: '22003' })];
  await next(); // refused: isolated, and tried alone
  answers.push(submit('by phone', { userId: undefined, anonymousId: 'phone' }));
  answers.push(submit('tied', { userId: 'eve', anonymousId: 'phone' }));
  answers.push(submit('behind tied', { userId: 'eve' }));
  answers.push(submit('other', { userId: 'ben' }));
  await new Promise(setImmediate);
  expect(batches).toEqual([['bad'], ['bad'], ['other']]);
  await next();
  await next();
  expect(batches).toEqual([['bad'], ['bad'], ['other'], ['by phone', 'tied', 'behind tied']]);
  await next();
  expect((await Promise.all(answers)).flatMap(resultsOf)).toEqual(['rejected', ...Array(4).fill('accepted')]);
  await collector.drained();
});

it('an identity that PostgreSQL holds otherwise than it was sent ends its own call and nobody else', async () => {
  const collector = collect();
  const half = { userId: 'u-\ud83d' };
  const [first] = await collector.submit('default', [event(half)], 'stranger');
  const answers = await Promise.all([
    collector.submit('default', [event(half), event()], 'stranger'),
    collector.submit('default', [event()], 'shop'),
  ]);
  expect(first?.result).toBe('accepted');
  expect(answers.map(resultsOf)).toEqual([['rejected', 'accepted'], ['accepted']]);
  expect(collector.counts.noProgress).toBeGreaterThan(0);
});

it('an error that no SQLSTATE explains is the item that meets it, unless all meet it', async () => {
  const collector = collect();
  const [mixed, shop] = await Promise.all([
    collector.submit('default', [event(), event({ bad: 'XX000' }), event()], 'stranger'),
    collector.submit('default', [event()], 'shop'),
  ]);
  expect([mixed, shop].map((each) => resultsOf(each as Acceptance[]))).toEqual([
    ['accepted', 'rejected', 'accepted'],
    ['accepted'],
  ]);
  const all = [event({ bad: 'XX000' }), event({ bad: 'XX000' })];
  await expect(collector.submit('default', all, 'stranger')).rejects.toMatchObject({ code: 'database-xx000' });
});

it('a name that no index holds is refused, and the calls beside it are accepted', async () => {
  const collector = collect(); // below the limits of readCall
  const order = (name: string) => event({ name });
  const [stranger, shop] = await Promise.all([
    collector.submit('default', [order('a'), order(randomBytes(3_000).toString('base64')), order('b')], 'stranger'),
    collector.submit(
      'default',
      Array.from({ length: 89 }, () => order('a')),
      'shop',
    ),
  ]);
  expect(resultsOf(stranger)).toEqual(['accepted', 'rejected', 'accepted']);
  expect(stranger[1]).toMatchObject({
    problem: { code: 'event-refused', problem: expect.stringContaining('error'), remedy: expect.any(String) },
  });
  expect(new Set(resultsOf(shop))).toEqual(new Set(['accepted']));
});

it.each(['42P01', '42501', '53100', '57014'])('an error of the server itself (%s) refuses all at once', async (bad) => {
  let transactions = 0;
  const collector = createCollector((workspace, events) => {
    transactions += 1;
    return acceptBatch({ database: db.database, publishedJourneys }, workspace, events);
  });
  const events = [event(), event({ bad }), event()];
  await expect(collector.submit('default', events, 'shop')).rejects.toMatchObject({
    code: `database-${bad.toLowerCase()}`,
  });
  expect(transactions).toBe(1);
});
