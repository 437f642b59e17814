import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import type { Channel, OutgoingMessage, SendResult } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { type DeliverDependencies, deliver } from '../../../services/delivery/deliver.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { welcome } from '../../support/journeys.ts';
import { insertTestRun, takeIn } from '../../support/runs.ts';

/** The ledger under its own transactions on real PostgreSQL; the provider is scripted, so that it can fail on command. */
let db: TestDatabase;
let sent: string[];
let answer: () => SendResult | Promise<SendResult>;

function dependencies(
  more: Partial<DeliverDependencies> = {},
  direction: Channel['direction'] = 'at-most-once',
): DeliverDependencies {
  const provider = {
    send: async ({ key, address, parts }: OutgoingMessage, begin: () => Promise<void>) => {
      await begin();
      sent.push(`${key} ${address} ${parts.subject}`);
      return answer();
    },
    close: async () => {},
  };
  const channels = new Map<string, Channel>([['email', { ...channelKinds.email, direction, provider }]]);
  return { database: db.database, channels, leaseMs: 60_000, sendTimeoutMs: 1_000, longestPauseMs: 60_000, ...more };
}

beforeEach(async () => {
  db = await createTestDatabase();
  sent = [];
  answer = () => ({ result: 'accepted', providerId: '250 ok' });
});
afterEach(() => db.destroy());

/** A run whose first message is due: visit 2. */
async function dueRun(more: Parameters<typeof insertTestRun>[1] = {}) {
  const run = await insertTestRun(db, { definition: welcome({ settle: '1 second' }), ...more });
  await runTurn(db.database, run.id, Date.now());
  const level = await runTurn(db.database, run.id, Date.now() + 2_000);
  expect(level.openJobs.map(({ visit }) => visit)).toEqual([2]);
  return { ...run, key: { journeyRunId: run.id, visit: 2, messageId: level.openJobs[0]?.messageId as string } };
}
const ledger = async () =>
  (
    await db.look<{ state: string; attempt: number; rule: string | null }>('select state, attempt, rule from messages')
  )[0];
const attempts = () =>
  db.look<{ outcome: string | null; error_code: string | null }>(
    'select outcome, error_code from message_attempts order by attempt',
  );
const inputs = () => db.look<{ kind: string; body: object | null }>('select kind, body from run_inputs order by seq');
const expireLease = () => db.look(`update messages set leased_until = now() - interval '1 second' returning 1`);

it('leaves a message alone whose run a newer worker has written, and the ledger too', async () => {
  const { key } = await dueRun();
  await db.look(`update journey_runs set state = jsonb_set(state, '{v}', '3') returning 1`);
  await expect(deliver(dependencies(), key, Date.now())).rejects.toMatchObject({
    name: 'TemporaryFailure',
    code: 'needs-newer-worker',
  });
  expect(await ledger()).toMatchObject({ state: 'requested', attempt: 0 });
  expect(sent).toEqual([]);
});

it('its row and id are made by the turn that requests it, and every later turn names the same', async () => {
  const { id, customerId, key } = await dueRun({ traits: { name: 'Ann' } });
  const rows = () => db.look('select id, origin, journey_run_id, visit, customer_id, step_id, state from messages');
  const row = { origin: 'run', journey_run_id: id, visit: 2, customer_id: customerId, step_id: 'hello' };
  expect(key.messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  expect(await rows()).toEqual([{ ...row, id: key.messageId, state: 'requested' }]);
  const named = async (now: number) => (await runTurn(db.database, id, now)).openJobs.map(({ messageId }) => messageId);
  expect(await named(Date.now())).toEqual([key.messageId]);
  await deliver(dependencies(), key, Date.now());
  expect(await named(Date.now())).toEqual([]); // deferred: no address yet
  expect(await named(Date.now() + 11_000)).toEqual([key.messageId]);
  expect(await rows()).toEqual([{ ...row, id: key.messageId, state: 'deferred' }]);
});

it('a message that is gone is left alone, and so is one of another visit', async () => {
  const { key } = await dueRun();
  await deliver(dependencies(), { ...key, messageId: newId() }, Date.now());
  await deliver(dependencies(), { ...key, visit: 1 }, Date.now());
  await db.look('delete from messages returning 1');
  await deliver(dependencies(), key, Date.now());
  expect(sent).toEqual([]);
});

it('shows each attempt with how it ended, those too that died', async () => {
  const { key } = await dueRun();
  const keyed = (more: Partial<DeliverDependencies> = {}) => deliver(dependencies(more, 'keyed'), key, Date.now());
  for (const place of ['claimed', 'sending']) {
    await expect(keyed(dies(place))).rejects.toThrow('killed');
    expect((await attempts()).at(-1)).toEqual({ outcome: null, error_code: null });
    await expireLease();
  }
  answer = () => ({ result: 'unknown', code: 'connection-lost', detail: '' });
  await expect(keyed()).rejects.toMatchObject({ code: 'connection-lost' });
  answer = () => ({ result: 'failed-temporarily', code: 'http-503', detail: '' });
  await expect(keyed()).rejects.toMatchObject({ code: 'http-503' });
  answer = () => ({ result: 'accepted', providerId: '200' });
  await keyed();
  expect(await attempts()).toEqual([
    { outcome: 'abandoned', error_code: null },
    { outcome: 'unknown', error_code: null },
    { outcome: 'unknown', error_code: 'connection-lost' },
    { outcome: 'failed-temporarily', error_code: 'http-503' },
    { outcome: 'accepted', error_code: null },
  ]);
  expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 5 });
  const ended = 'select count(*) as number from message_attempts where ended_at is not null';
  expect(await db.look(ended)).toEqual([{ number: 5 }]);
});

it('delivers once, by the address and the words of the customer, and tells the run', async () => {
  const { id, key } = await dueRun();
  await deliver(dependencies(), key, Date.now());
  await deliver(dependencies(), key, Date.now());
  expect(sent).toEqual([`${key.messageId} ann@example.com hello Ann`]);
  expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 1 });
  expect((await inputs()).at(-1)).toEqual({
    kind: 'job-settled',
    body: { v: 1, visit: 2, outcome: { result: 'accepted' } },
  });
  const level = await runTurn(db.database, id, Date.now());
  expect(level.label).toMatch(/^project: waiting for Project Created/);
});

it('is claimed by one of many attempts: while it holds the claim, all others must come later', async () => {
  const { key } = await dueRun();
  let goOn: () => void = () => {};
  const standing = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let claimed: () => void = () => {};
  const isClaimed = new Promise<void>((resolve) => {
    claimed = resolve;
  });
  const reached = (place: string) => {
    if (place !== 'claimed') return;
    claimed();
    return standing;
  };
  const first = deliver(dependencies({ reached }), key, Date.now());
  await isClaimed;
  const others = await Promise.allSettled(Array.from({ length: 7 }, () => deliver(dependencies(), key, Date.now())));
  expect(others).toEqual(
    others.map(() => ({
      status: 'rejected',
      reason: expect.objectContaining({ name: 'TemporaryFailure', code: 'claim-held' }),
    })),
  );
  expect(sent).toEqual([]);
  goOn();
  await first;
  expect(sent).toHaveLength(1);
  expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 1 });
  expect((await inputs()).filter(({ kind }) => kind === 'job-settled')).toHaveLength(1);
});

const dies = (place: string) => ({
  reached: (at: string) => {
    if (at === place) throw new Error(`killed at ${place}`);
  },
});

describe('an exit that is committed', () => {
  it('before the claim wins over the message', async () => {
    const { id, userId, key } = await dueRun();
    await takeIn(db, { userId, name: 'Account Closed' });
    await deliver(dependencies(), key, Date.now());
    expect(sent).toEqual([]);
    expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
    expect(await ledger()).toEqual({ state: 'blocked', attempt: 0, rule: 'run-left' });
    expect(await attempts()).toEqual([]);
  });

  it('after a failed attempt withdraws the message: no attempt will follow', async () => {
    const { id, userId, key } = await dueRun();
    answer = async () => ({ result: 'failed-temporarily', code: 'down', detail: '421' });
    await expect(deliver(dependencies(), key, Date.now())).rejects.toThrow();
    expect(await ledger()).toMatchObject({ state: 'failed-temporarily' });
    await takeIn(db, { userId, name: 'Account Closed' });
    expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
    expect(await ledger()).toMatchObject({ state: 'blocked', attempt: 1, rule: 'run-left' });
  });

  it('after the claim lets the message settle, and the run ends only then', async () => {
    const { id, userId, key } = await dueRun();
    const during: string[] = [];
    answer = async () => {
      await takeIn(db, { userId, name: 'Account Closed' });
      const level = await runTurn(db.database, id, Date.now());
      during.push(`${level.finished} ${level.label}`);
      return { result: 'accepted' };
    };
    await deliver(dependencies(), key, Date.now());
    expect(during).toEqual(['false leaving: closed; a message that has begun is awaited']);
    expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
    expect(await ledger()).toMatchObject({ state: 'accepted' });
  });

  it.each([
    ['begun to be sent', ['sending'], 1],
    ['been received', ['sent'], 2],
    ['been received, and a second attempt died before it began', ['sent', 'claimed'], 2],
  ])(
    'after an attempt died that may have %s waits until the receiver has been asked again',
    async (_what, deaths, times) => {
      const { id, userId, key } = await dueRun();
      for (const place of deaths) {
        await expect(deliver(dependencies(dies(place), 'keyed'), key, Date.now())).rejects.toThrow('killed');
        await expireLease();
      }
      await takeIn(db, { userId, name: 'Account Closed' });
      expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: false });
      await deliver(dependencies({}, 'keyed'), key, Date.now());
      expect(await ledger()).toMatchObject({ state: 'accepted' });
      expect(sent).toHaveLength(times);
      expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
    },
  );

  it('while an attempt got no answer waits, too: no answer is no "no"', async () => {
    const { id, userId, key } = await dueRun();
    answer = () => ({ result: 'unknown', code: 'connection-lost', detail: '' });
    await expect(deliver(dependencies({}, 'keyed'), key, Date.now())).rejects.toMatchObject({
      name: 'TemporaryFailure',
    });
    await takeIn(db, { userId, name: 'Account Closed' });
    expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: false });
    answer = () => ({ result: 'failed-temporarily', code: 'http-503', detail: '' });
    await expect(deliver(dependencies({}, 'keyed'), key, Date.now())).rejects.toMatchObject({ code: 'http-503' });
    answer = () => ({ result: 'accepted' });
    await deliver(dependencies({}, 'keyed'), key, Date.now());
    expect(await ledger()).toMatchObject({ state: 'accepted' });
    expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
  });

  it('while an attempt failed temporarily drops the message', async () => {
    const { id, userId, key } = await dueRun();
    answer = () => ({ result: 'failed-temporarily', code: 'smtp-451', detail: 'greylisted ann@example.com' });
    await expect(deliver(dependencies(), key, Date.now())).rejects.toMatchObject({
      name: 'TemporaryFailure',
      code: 'smtp-451',
    });
    await takeIn(db, { userId, name: 'Account Closed' });
    expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
    await deliver(dependencies(), key, Date.now());
    expect(sent).toHaveLength(1);
  });
});

describe('an attempt that dies', () => {
  it.each([
    ['claimed', 'at-most-once', 'accepted', 1],
    ['sending', 'at-most-once', 'unknown', 0],
    ['sent', 'at-most-once', 'unknown', 1],
    ['claimed', 'keyed', 'accepted', 1],
    ['sending', 'keyed', 'accepted', 1],
    ['sent', 'keyed', 'accepted', 2],
  ] as const)('after "%s" on a channel that is %s ends %s, %i times sent', async (place, direction, state, times) => {
    const { id, key } = await dueRun();
    await expect(deliver(dependencies(dies(place), direction), key, Date.now())).rejects.toThrow('killed');
    await expect(deliver(dependencies({}, direction), key, Date.now())).rejects.toMatchObject({ code: 'claim-held' });
    await expireLease();
    await deliver(dependencies({}, direction), key, Date.now());
    expect(await ledger()).toMatchObject({ state });
    expect(sent).toHaveLength(times);
    expect(new Set(sent.map((each) => each.split(' ')[0])).size).toBe(times === 0 ? 0 : 1); // always under the same key
    expect((await runTurn(db.database, id, Date.now())).label).toMatch(/^project/);
  });

  it("holds its lease by the database's clock alone, however far the worker's is apart", async () => {
    const { key } = await dueRun();
    await expect(deliver(dependencies(dies('claimed')), key, Date.now() + 600_000)).rejects.toThrow('killed');
    const [lease] = await db.look<{ ms: number }>(
      'select (extract(epoch from leased_until - now()) * 1000)::float as ms from messages',
    );
    expect(lease?.ms).toBeLessThanOrEqual(60_000);
    const again = deliver(dependencies(), key, Date.now() + 600_000);
    await expect(again).rejects.toMatchObject({ code: 'claim-held' });
    await expireLease();
    await deliver(dependencies(), key, Date.now() - 600_000);
    expect(sent).toHaveLength(1);
  });

  it('whose lease ended while its owner still lived sends nothing when it wakes', async () => {
    const { key } = await dueRun();
    let woken: () => void = () => {};
    const asleep = new Promise<void>((resolve) => (woken = resolve));
    const sleeper = deliver(
      dependencies({ reached: (at) => (at === 'claimed' ? asleep : undefined) }),
      key,
      Date.now(),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expireLease();
    await deliver(dependencies(), key, Date.now());
    woken();
    await expect(sleeper).rejects.toMatchObject({ code: 'claim-lost' });
    expect(sent).toHaveLength(1);
    expect((await inputs()).filter(({ kind }) => kind === 'job-settled')).toHaveLength(1);
  });
});

it('shows what got no answer in time as unknown, goes on, and lets a late "accepted" win in the books', async () => {
  const { id, key } = await dueRun();
  let late: (result: SendResult) => void = () => {};
  answer = () => new Promise((resolve) => (late = resolve));
  await deliver(dependencies({ sendTimeoutMs: 50 }), key, Date.now());
  expect(await ledger()).toMatchObject({ state: 'unknown' });
  expect((await runTurn(db.database, id, Date.now())).label).toMatch(/^project/);
  expect(await attempts()).toEqual([{ outcome: 'unknown', error_code: 'no-answer' }]);
  late({ result: 'accepted' });
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await ledger()).toMatchObject({ state: 'accepted' });
  expect(await attempts()).toEqual([{ outcome: 'accepted', error_code: null }]);
  expect((await inputs()).filter(({ kind }) => kind === 'job-settled')).toHaveLength(1);
});

it('asks a young customer without address again, interruptibly, and sends once the address is there', async () => {
  const { id, userId, key } = await dueRun({ traits: { name: 'Ann' } });
  await deliver(dependencies(), key, Date.now());
  expect(await ledger()).toMatchObject({ state: 'deferred', rule: 'no-address', attempt: 0 });
  const held = await runTurn(db.database, id, Date.now());
  expect(held).toMatchObject({ openJobs: [], finished: false });
  expect(held.wakeIn).toBeGreaterThan(5_000);
  await takeIn(db, { userId, properties: { email: 'ann@example.com' } });
  const later = Date.now() + (held.wakeIn ?? 0) + 1;
  expect((await runTurn(db.database, id, later)).openJobs).toHaveLength(1);
  await deliver(dependencies(), key, later);
  expect(sent).toHaveLength(1);
});

it('blocks without an address five minutes after the entry, says why, and the run goes on', async () => {
  const { id, key } = await dueRun({ traits: {} });
  await deliver(dependencies(), key, Date.now() + 300_001);
  expect(await ledger()).toMatchObject({ state: 'blocked', rule: 'no-address' });
  expect((await runTurn(db.database, id, Date.now())).label).toMatch(/^project/);
});

it("asks again for the address for five minutes after the customer's newest identity, however old they are", async () => {
  const { userId, key } = await dueRun({ traits: {} });
  await db.look(`update customers set created_at = now() - interval '1 hour' returning 1`);
  await db.look(`update identities set added_at = now() - interval '1 hour' returning 1`);
  await takeIn(db, { userId, anonymousId: 'phone of ann', properties: { plan: 'team' } });
  await db.look(`update identities set added_at = added_at + interval '4 minutes' returning 1`);
  await deliver(dependencies(), key, Date.now() + 300_001);
  expect(await ledger()).toMatchObject({ state: 'deferred', rule: 'no-address' });
});

it('fails permanently what the provider rejects, and keeps its words out of everything but the failures table', async () => {
  const { key } = await dueRun();
  answer = () => ({ result: 'failed-permanently', code: 'smtp-550', detail: 'no such user ann@example.com' });
  await deliver(dependencies(), key, Date.now());
  expect(await ledger()).toMatchObject({ state: 'failed-permanently' });
  expect((await inputs()).at(-1)).toMatchObject({ body: { outcome: { result: 'failed' } } });
  expect(await db.look('select code, message from failures')).toEqual([
    { code: 'smtp-550', message: 'no such user ann@example.com' },
  ]);
});

describe('how attempts ended is reported for counting', () => {
  const reported = async (more: Parameters<typeof insertTestRun>[1] = {}, now = Date.now()) => {
    const { key } = await dueRun(more);
    const told: unknown[] = [];
    const attempted = (attempt: object) => told.push(attempt);
    for (let times = 0; times < 2; times += 1) await deliver(dependencies({ attempted }), key, now).catch(() => {});
    return told;
  };
  const tookMs = expect.any(Number);

  it('once for each attempt, with its time; not for those that found nothing to do', async () => {
    expect(await reported()).toEqual([{ channel: 'email', outcome: 'accepted', lane: 'queued', tookMs }]);
  });

  it('for each failure again', async () => {
    answer = () => ({ result: 'failed-temporarily', code: 'busy', detail: 'later' });
    const failed = { channel: 'email', outcome: 'failed-temporarily', lane: 'queued', tookMs };
    expect(await reported()).toEqual([failed, failed]);
  });

  it('without a time where a rule decided', async () => {
    expect(await reported({ traits: { name: 'Ann' } })).toEqual([
      { channel: 'email', outcome: 'deferred', lane: 'queued', rule: 'no-address' },
    ]);
    expect(await reported({ traits: { name: 'Ann' } }, Date.now() + 3_600_000)).toEqual([
      { channel: 'email', outcome: 'blocked', lane: 'queued', rule: 'no-address' },
    ]);
  });
});
