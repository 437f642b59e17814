import { type Acceptance, acceptBatch, refuseItem } from '../../../services/intake/accept.ts';
import { createCollector } from '../../../services/intake/collect.ts';
import type { IncomingEvent } from '../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { rows } from '../../../store/database/database.ts';
import { createTestDatabase, openWithoutIndexes, type TestDatabase } from '../../support/database.ts';
import { orders, templates, welcome } from '../../support/journeys.ts';

let db: TestDatabase;
const publishedJourneys = createPublishedJourneys();
let count = 0;

const accept = (...events: IncomingEvent[]): Promise<Acceptance[]> =>
  acceptBatch({ database: db.database, publishedJourneys }, 'default', events);

function track(name: string, more: Partial<IncomingEvent> = {}): IncomingEvent {
  count += 1;
  return {
    type: 'track',
    name,
    messageId: `m${count}`,
    userId: more.anonymousId ? undefined : 'u1',
    anonymousId: undefined,
    properties: {},
    context: {},
    timestamp: Date.now(),
    ...more,
  };
}
const identify = (traits: IncomingEvent['properties'], more: Partial<IncomingEvent> = {}) =>
  track('identify', { type: 'identify', properties: traits, ...more });

const customerOf = async (kind: string, value: string) =>
  (
    await db.look<{ id: string }>('select customer_id as id from identities where kind = ? and value = ?', [
      kind,
      value,
    ])
  )[0]?.id;
const runs = () =>
  db.look<{ key: string; last_seq: number; journey_id: string }>('select * from journey_runs order by id');

beforeEach(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', { journeys: [welcome(), orders], templates });
});
afterEach(() => db.destroy());

describe('dedupe', () => {
  it('recognises a messageId that was accepted before, and one that comes twice in a batch', async () => {
    const event = track('Signed Up');
    expect(await accept(event, event, track('Other'))).toEqual([
      { result: 'accepted', entered: 1 },
      { result: 'duplicate' },
      { result: 'accepted', entered: 0 },
    ]);
    expect(await accept({ ...event, timestamp: event.timestamp + 40 * 86_400_000 })).toEqual([{ result: 'duplicate' }]);
    expect(await db.look('select 1 from events')).toHaveLength(2);
    expect(await runs()).toHaveLength(1);
  });

  it("recognises an SDK's retry over the end of a month, in another partition and with another sentAt", async () => {
    const event = track('Signed Up');
    await accept(event);
    await db.look(`update workspaces set clock_offset_ms = 25 * 86400000::bigint returning 1`);
    expect(await accept({ ...event, timestamp: event.timestamp + 7 })).toEqual([{ result: 'duplicate' }]);
    await accept(track('Signed Up', { userId: 'u2', timestamp: Date.now() + 25 * 86_400_000 }));
    const partitions = await db.look<{ tableoid: string }>(
      'select distinct tableoid::regclass::text as tableoid from events',
    );
    expect(partitions).toHaveLength(2);
  });

  it('stores an event once when processes take the same batches in opposite order at the same time', async () => {
    const people = Array.from({ length: 400 }, (_, index) => ({
      userId: `user-${index}`,
      anonymousId: `device-${index}`,
    }));
    for (let round = 0; round < 3; round += 1) {
      const batch = people.map((person) =>
        track('Signed Up', {
          ...person,
          userId: `${round} ${person.userId}`,
          anonymousId: `${round} ${person.anonymousId}`,
        }),
      );
      const backwards = [...batch].reverse();
      const answers = await Promise.all([
        accept(...batch),
        accept(...backwards),
        accept(...batch),
        accept(...backwards),
      ]);
      expect(answers.flat().filter(({ result }) => result === 'accepted')).toHaveLength(people.length);
    }
    expect(await db.look('select 1 from customers')).toHaveLength(3 * people.length);
    expect(await db.look('select distinct customer_id from identities')).toHaveLength(3 * people.length);
    expect(await runs()).toHaveLength(3 * people.length);
  });
});

describe('locks', () => {
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  it('are taken in one order, whatever the order of the batch: no deadlock with a batch in the opposite order', async () => {
    const [first, last] = [
      track('Seen', { messageId: 'a', userId: 'a' }),
      track('Seen', { messageId: 'z', userId: 'z' }),
    ];
    for (const insert of [
      `insert into accepted_messages (workspace, message_id, accepted_at) values ('default', ?, now())`,
      `insert into identities (workspace, kind, value, customer_id) values ('default', 'user_id', ?, gen_random_uuid())`,
    ]) {
      const other = await db.database.begin();
      await rows(other, insert, ['a']);
      const batch = accept(last, first).catch((error: unknown) => error); // must wait for "a" before it touches "z"
      await pause(200);
      await rows(other, insert, ['z']);
      await other.rollback();
      expect(await batch).toEqual([
        expect.objectContaining({ result: 'accepted' }),
        expect.objectContaining({ result: 'accepted' }),
      ]);
      await db.look(`delete from accepted_messages returning 1`);
      await db.look(`delete from identities returning 1`);
    }
  });

  it('of known customers are taken in one order, too, whatever way PostgreSQL finds them', async () => {
    await accept(track('Seen', { userId: 'a' }), track('Seen', { userId: 'z' }));
    const [first, last] = await db.look<{ id: string; user: string }>(
      'select c.id, i.value as user from customers c join identities i on i.customer_id = c.id order by c.id',
    );
    // The first one's row lies last: who takes them as they lie takes the other first.
    await db.look('update customers set created_at = created_at where id = ? returning 1', [first?.id]);
    const database = await openWithoutIndexes(db);
    const lock = 'select 1 from customers where id = ? for no key update';
    const other = await db.database.begin();
    await rows(other, lock, [first?.id as string]);
    const batch = acceptBatch({ database, publishedJourneys }, 'default', [
      track('Seen', { userId: last?.user }),
      track('Seen', { userId: first?.user }),
    ]).catch((error: unknown) => error);
    await pause(200);
    await rows(other, lock, [last?.id as string]);
    await other.commit();
    expect(await batch).toEqual([
      expect.objectContaining({ result: 'accepted' }),
      expect.objectContaining({ result: 'accepted' }),
    ]);
    await database.destroy();
  });

  it('keep two batches from giving one anonymous customer two userIds', async () => {
    await accept(track('Seen', { anonymousId: 'd1' }));
    const anonymous = await customerOf('anonymous_id', 'd1');
    const other = await db.database.begin();
    await rows(other, `select 1 from identities where kind = 'anonymous_id' for no key update`);
    const batch = accept(identify({}, { userId: 'ann', anonymousId: 'd1' }));
    await pause(200);
    await rows(
      other,
      `insert into identities (workspace, kind, value, customer_id) values ('default', 'user_id', 'ben', ?)`,
      [anonymous as string],
    );
    await other.commit();
    await batch;
    expect(await customerOf('user_id', 'ann')).not.toBe(anonymous);
  });
});

describe('customers', () => {
  it('makes who was anonymous the customer of the first userId that comes with the device', async () => {
    await accept(track('Seen', { anonymousId: 'd1' }));
    const anonymous = await customerOf('anonymous_id', 'd1');
    await accept(identify({}, { userId: 'ann', anonymousId: 'd1' }));
    expect(await customerOf('user_id', 'ann')).toBe(anonymous);
  });

  it('keeps a second user of the same device apart, and never joins two known customers', async () => {
    await accept(
      identify({}, { userId: 'ann', anonymousId: 'd1' }),
      identify({}, { userId: 'ben', anonymousId: 'd1' }),
    );
    expect(await customerOf('user_id', 'ben')).not.toBe(await customerOf('user_id', 'ann'));
    expect(await customerOf('anonymous_id', 'd1')).toBe(await customerOf('user_id', 'ann'));
  });

  it('gives one anonymous customer one userId when two batches bring two at the same time', async () => {
    await accept(track('Seen', { anonymousId: 'd1' }));
    await Promise.all(
      ['ann', 'ben', 'cat', 'dan'].map((userId) => accept(identify({}, { userId, anonymousId: 'd1' }))),
    );
    const owners = await db.look<{ users: number }>(
      `select count(*) as users from identities where kind = 'user_id' and customer_id = (select customer_id from identities where kind = 'anonymous_id')`,
    );
    expect(owners[0]?.users).toBe(1);
    expect(await db.look('select 1 from customers')).toHaveLength(4);
  });

  it('lets the last writer win per trait by the event time, whatever the order of arrival', async () => {
    await accept(
      identify({ plan: 'pro', name: 'Ann' }, { timestamp: 2_000 }),
      identify({ plan: 'free', town: 'Ulm' }, { timestamp: 1_000 }),
    );
    await accept(identify({ name: null }, { timestamp: 3_000 }));
    await accept(identify({ name: 'Old' }, { timestamp: 2_500 }));
    const [customer] = await db.look<{ traits: object }>('select traits from customers');
    expect(customer?.traits).toEqual({ plan: 'pro', town: 'Ulm' });
  });

  it('keeps traits with hostile names as data', async () => {
    await accept(identify(JSON.parse('{"__proto__": {"admin": true}, "constructor": "x"}')));
    const [customer] = await db.look<{ traits: string }>('select traits::text from customers');
    expect(JSON.parse(customer?.traits ?? '')).toEqual(
      JSON.parse('{"__proto__": {"admin": true}, "constructor": "x"}'),
    );
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

describe("a customer's traits", () => {
  it('have a limit in all, beyond which an identify call changes none and gets a warning; others go on', async () => {
    const part = (index: number, size = 30_000) => identify({ [`part${index}`]: 'x'.repeat(size) });
    const answers = await accept(...Array.from({ length: 10 }, (_, index) => part(index)));
    const full = { result: 'accepted', entered: 0, warnings: [expect.objectContaining({ code: 'traits-full' })] };
    const fine = { result: 'accepted', entered: 0 };
    expect(answers).toEqual([...Array(8).fill(fine), full, full]);
    expect(await accept(part(0, 10), part(9), track('Signed Up'))).toEqual([fine, fine, { ...fine, entered: 1 }]);
    const [row] = await db.look<{ names: string[] }>(
      'select array(select jsonb_object_keys(traits) order by 1) as names from customers',
    );
    expect(row?.names).toEqual([...Array.from({ length: 8 }, (_, index) => `part${index}`), 'part9']);
  });
});

describe('one bad item', () => {
  it('harms only itself, wherever it is in the batch', async () => {
    const batch = Array.from({ length: 9 }, (_, index) =>
      track('Signed Up', { userId: `u${index}`, ...(index === 6 && { properties: { text: 'nul \u0000 here' } }) }),
    );
    const collector = createCollector(
      (workspace, events) => acceptBatch({ database: db.database, publishedJourneys }, workspace, events),
      { refuse: (error, event) => refuseItem(db.database, error, event) },
    );
    const answers = await collector.submit('default', batch, 'sender');
    expect(answers.map(({ result }) => result)).toEqual(
      batch.map((_, index) => (index === 6 ? 'rejected' : 'accepted')),
    );
    expect(answers[6]).toMatchObject({ problem: { code: 'event-refused', where: batch[6]?.messageId } });
    expect(await db.look('select 1 from events')).toHaveLength(8);
  });
});

describe('entries', () => {
  it('opens one run per customer without a key, and one per value with a key', async () => {
    await accept(track('Signed Up'), track('Signed Up'));
    await accept(
      track('Ordered', { properties: { order: 'a' } }),
      track('Ordered', { properties: { order: 'b' } }),
      track('Ordered', { properties: { order: 'a' } }),
    );
    expect((await runs()).map(({ journey_id, key }) => [journey_id, key])).toEqual([
      ['welcome', null],
      ['orders', 'a'],
      ['orders', 'b'],
    ]);
  });

  it('does not enter without a key value, nor by an event that is too old', async () => {
    await accept(
      track('Ordered'),
      track('Ordered', { properties: { order: { no: 'scalar' } } }),
      track('Signed Up', { timestamp: Date.now() - 25 * 3_600_000 }),
    );
    expect(await runs()).toEqual([]);
  });

  it.each([
    ['3,000 characters', 'x'.repeat(3_000)],
    ['what was no text', 'order-\ufffd'],
    ['a number that a double does not hold', 2 ** 53],
  ])('opens no run by a key of %s, stores the event and tells it', async (_what, order) => {
    const answers = await accept(
      track('Ordered', { properties: { order } }),
      track('Ordered', { properties: { order: 'a' } }),
    );
    expect(answers).toEqual([
      {
        result: 'accepted',
        entered: 0,
        warnings: [expect.objectContaining({ code: 'key-unfit', where: 'properties.order', severity: 'warning' })],
      },
      { result: 'accepted', entered: 1 },
    ]);
    expect((await runs()).map(({ key }) => key)).toEqual(['a']);
    expect(await db.look('select 1 from events')).toHaveLength(2);
  });

  it('opens 100 runs of one journey for a customer, and tells the event that would open one more', async () => {
    const orders = Array.from({ length: 101 }, (_, each) => track('Ordered', { properties: { order: `o${each}` } }));
    const answers = await accept(...orders);
    expect(answers.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => ({ result: 'accepted', entered: 1 })));
    expect(answers[100]).toEqual({
      result: 'accepted',
      entered: 0,
      warnings: [expect.objectContaining({ code: 'too-many-open-runs', severity: 'warning' })],
    });
    expect(await runs()).toHaveLength(100);
  });

  it('does not enter when an exit that happened later is already stored, for this key', async () => {
    const at = Date.now() - 60_000;
    await accept(track('Cancelled', { properties: { order: 'a' }, timestamp: at }));
    await accept(
      track('Ordered', { properties: { order: 'a' }, timestamp: at - 1_000 }),
      track('Ordered', { properties: { order: 'b' }, timestamp: at - 1_000 }),
    );
    await accept(track('Ordered', { properties: { order: 'c' }, timestamp: at + 1_000 }));
    expect((await runs()).map(({ key }) => key)).toEqual(['b', 'c']);
  });

  it('lets nobody in again after the end unless the journey says so', async () => {
    await accept(track('Signed Up'), track('Ordered', { properties: { order: 'a' } }));
    await db.look('update journey_runs set ended_at = now() returning id');
    await accept(track('Signed Up'), track('Ordered', { properties: { order: 'a' } }));
    expect((await runs()).map(({ journey_id }) => journey_id)).toEqual(['welcome', 'orders', 'orders']);
  });

  it('holds a publish through one process in another from that commit on', async () => {
    const other = createPublishedJourneys();
    await acceptBatch({ database: db.database, publishedJourneys: other }, 'default', [
      track('Signed Up', { userId: 'before' }),
    ]);
    await publish(db.database, 'default', { journeys: [welcome({ id: 'second' })], templates: [] });
    await acceptBatch({ database: db.database, publishedJourneys: other }, 'default', [
      track('Signed Up', { userId: 'after' }),
    ]);
    expect((await runs()).map(({ journey_id }) => journey_id)).toEqual(['welcome', 'second', 'welcome']);
  });
});

describe('a publish that commits while a batch waits for its customers', () => {
  it('holds for that batch', async () => {
    await accept(identify({ name: 'Ann' }));
    const holder = await db.database.begin();
    await rows(holder, 'select 1 from customers for no key update');
    let isAccepted = false;
    const waiting = accept(track('Ordered', { properties: { order: 'a' } })).then(() => {
      isAccepted = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await publish(db.database, 'default', { journeys: [{ ...orders, id: 'published-meanwhile' }], templates });
    expect(isAccepted).toBe(false);
    await holder.commit();
    await waiting;
    expect((await runs()).map(({ journey_id }) => journey_id)).toContain('published-meanwhile');
  });
});

describe('inputs', () => {
  it('go to the open runs that care, in order, also to a run that the same batch opened', async () => {
    await accept(track('Signed Up'), track('Project Created'), track('Unheard Of'));
    await accept(track('Account Closed'), track('Project Created', { userId: 'somebody else' }));
    const inputs = await db.look<{ seq: number; kind: string; name: string }>(
      `select i.seq, i.kind, e.name from run_inputs i join events e on e.id = i.event_id order by i.journey_run_id, i.seq`,
    );
    expect(inputs).toEqual([
      { seq: 1, kind: 'entry', name: 'Signed Up' },
      { seq: 2, kind: 'event', name: 'Project Created' },
      { seq: 3, kind: 'event', name: 'Account Closed' },
    ]);
    expect(await db.look('select 1 from outbox')).toHaveLength(1);
  });

  it('go only to the run that the key means', async () => {
    await accept(track('Ordered', { properties: { order: 'a' } }), track('Ordered', { properties: { order: 'b' } }));
    await accept(track('Cancelled', { properties: { order: 'b' } }));
    expect((await runs()).map(({ key, last_seq }) => [key, last_seq])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('give every input of a run its own seq when many batches come at the same time', async () => {
    await accept(track('Signed Up'));
    await Promise.all(Array.from({ length: 12 }, () => accept(track('Project Created'), track('Project Created'))));
    const seqs = await db.look<{ seq: number }>('select seq from run_inputs order by seq');
    expect(seqs.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  });
});
