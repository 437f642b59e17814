import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import type { JobDependencies } from '../../activities/jobs/job-kind.ts';
import { runTurn } from '../../activities/run-turn.ts';
import { runTurns } from '../../activities/run-turns.ts';
import {
  defineEvent,
  email,
  flow,
  journey,
  MessageSent,
  on,
  parallel,
  send,
  template,
  wait,
  waitFor,
} from '../../core/index.ts';
import type { Channel, SendResult } from '../../services/channels/channel.ts';
import { channelKinds } from '../../services/channels/index.ts';
import { createBreakers } from '../../services/delivery/breaker.ts';
import { deliver } from '../../services/delivery/deliver.ts';
import { createInlineLane } from '../../services/delivery/sending/inline-lane.ts';
import { createPublishedJourneys } from '../../services/intake/published-journeys.ts';
import { type Database, execute } from '../../store/database/database.ts';
import type { TurnResult } from '../../workflows/contract.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { SignedUp } from '../support/journeys.ts';
import { insertTestRun, takeIn } from '../support/runs.ts';

/** The inline lane on real PostgreSQL, without Temporal; the provider is scripted. */
let db: TestDatabase;
let sent: string[];
let answer: () => SendResult | Promise<SendResult>;
beforeAll(async () => {
  db = await createTestDatabase();
});
beforeEach(async () => {
  sent = [];
  answer = () => ({ result: 'accepted', providerId: '250 ok' });
  await execute(
    db.database,
    'truncate customers, journeys, events, accepted_messages, outbox, suppressions, failures cascade',
  );
});
afterAll(() => db.destroy());

type Direction = Channel['direction'];

function dependencies(more: Partial<JobDependencies> = {}, direction: Direction = 'keyed'): JobDependencies {
  const provider: Channel['provider'] = {
    async send({ key }, begin) {
      await begin();
      sent.push(key);
      return answer();
    },
    close: async () => {},
  };
  return {
    database: db.database,
    channels: new Map([['email', { ...channelKinds.email, direction, provider }]]),
    leaseMs: 60_000,
    sendTimeoutMs: 5_000,
    longestPauseMs: 60_000,
    logger: pino({ level: 'silent' }),
    inlineLane: createInlineLane({ slots: 40 }),
    ...more,
  };
}

const AccountClosed = defineEvent('Account Closed', {});
const entered = { purpose: 'transactional', entry: on(SignedUp), exit: { closed: on(AccountClosed) } } as const;
const hello = (id = 'hello') => send(id, template('hello'), { via: [email] });
const message = journey('message', entered, flow(hello()));
const standing = journey('standing', entered, flow(hello(), wait('rest', '1 hour')));

const insertRun = (definition = standing, traits?: Record<string, string>) =>
  insertTestRun(db, { definition, ...(traits && { traits }) });
const turns = (id: string, more: Partial<JobDependencies> = {}, direction?: Direction): Promise<TurnResult> =>
  runTurns(dependencies(more, direction), id, Date.now());
const ledger = async () => (await db.look<object>('select state, attempt, rule from messages order by visit'))[0];
const ledgerStates = async () =>
  (await db.look<{ state: string }>('select state from messages order by visit')).map(({ state }) => state);
const inputs = async () =>
  (await db.look<{ kind: string }>('select kind from run_inputs order by seq')).map(({ kind }) => kind);
const expireLease = () => db.look(`update messages set leased_until = now() - interval '1 second' returning 1`);
const enqueued = () => db.look('select label from outbox');
const dies = (place: string) => ({
  reached: (at: string) => {
    if (at === place) throw new Error(`killed at ${place}`);
  },
});
/** The regular activity's attempt at the run's only open job. */
async function deliverOpen(id: string, direction?: Direction): Promise<void> {
  const { openJobs } = await runTurn(db.database, id, Date.now());
  for (const { visit, messageId } of openJobs)
    await deliver(dependencies({}, direction), { journeyRunId: id, visit, messageId: messageId as string }, Date.now());
}
function held<Value>(): { promise: Promise<Value>; keep: (value: Value) => void } {
  let keep: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolve) => (keep = resolve));
  return { promise, keep };
}

describe('entry, message and end', () => {
  it.each([
    ['keyed', 0],
    ['at-most-once', 1],
  ] as const)('are one call and two transactions, nothing held at the provider: %s', async (direction, marks) => {
    await turns((await insertRun(message)).id); // what a process reads once
    const { id } = await insertRun(message);
    let transactions = 0;
    let alone = 0;
    let used = -1;
    answer = () => {
      used = db.database.poolUse().used;
      return { result: 'accepted' };
    };
    const database: Database = {
      ...db.database,
      begin: (limits) => {
        transactions += 1;
        return db.database.begin(limits);
      },
      query: (sql, bindings) => {
        alone += 1;
        return db.database.query(sql, bindings);
      },
    };
    await turns(id, { database }, direction); // its memory is its own
    const another = await insertRun(message);
    [transactions, alone] = [0, 0];
    expect(await turns(another.id, { database }, direction)).toEqual({
      finished: true,
      stuck: false,
      openJobs: [],
      label: 'ended: completed',
      sent: ['sending hello by email: accepted'],
    });
    expect({ transactions, alone, used }).toEqual({ transactions: 2, alone: marks, used: 0 });
  });

  it('tell whoever counts that the attempt was made inline', async () => {
    const { id } = await insertRun(message);
    const told: object[] = [];
    await turns(id, { attempted: (attempt) => told.push(attempt) });
    expect(told).toEqual([{ channel: 'email', outcome: 'accepted', lane: 'inline', tookMs: expect.any(Number) }]);
  });
});

describe('a guard that does not let the message go', () => {
  it('blocks it in the same transaction, and the run goes on to its end', async () => {
    const { id, customerId } = await insertRun(message, {});
    await db.look(`update customers set created_at = now() - interval '1 hour' where id = ? returning 1`, [customerId]);
    await db.look(`update identities set added_at = now() - interval '1 hour' returning 1`);
    const result = await runTurns(dependencies(), id, Date.now() + 3_600_000);
    expect(result).toMatchObject({ finished: true });
    expect(await ledger()).toEqual({ state: 'blocked', attempt: 0, rule: 'no-address' });
    expect(sent).toEqual([]);
  });

  it('defers it; the run waits, interruptibly, and the message still goes inline once the address is there', async () => {
    const { id, userId } = await insertRun(standing, { name: 'Ann' });
    const deferred = await turns(id);
    expect(deferred).toMatchObject({ openJobs: [], finished: false });
    expect(deferred.wakeIn).toBeGreaterThan(5_000);
    await takeIn(db, { userId, properties: { email: 'ann@example.com' } });
    const result = await runTurns(dependencies(), id, Date.now() + (deferred.wakeIn ?? 0) + 1);
    expect(result.sent).toEqual(['sending hello by email: accepted']);
    expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 1 });
  });
});

it('of several messages of one turn the first goes inline, the others wait on their queues', async () => {
  const both = journey('both', entered, flow(parallel('both', { one: flow(hello('one')), two: flow(hello('two')) })));
  const { id } = await insertRun(both);
  const late = held<SendResult>();
  answer = () => late.promise;
  const result = await turns(id);
  expect(result.openJobs.map(({ visit }) => visit)).toEqual([3]);
  expect(await ledgerStates()).toEqual(['sending', 'requested']);
  late.keep({ result: 'accepted' });
  await eventually(ledgerStates, ([first]) => first === 'accepted');

  answer = () => ({ result: 'accepted' });
  const other = await turns((await insertRun(both)).id); // nor does the second follow the first inline
  expect({ sent: other.sent?.length, open: other.openJobs.map(({ visit }) => visit) }).toEqual({ sent: 1, open: [3] });
});

describe('an exit', () => {
  it('that is committed before the turn wins over the message', async () => {
    const { id, userId } = await insertRun();
    await takeIn(db, { userId, name: 'Account Closed' });
    expect(await turns(id)).toMatchObject({ finished: true, label: 'ended: closed' });
    expect(sent).toEqual([]);
  });

  it('that arrives while an inline send is on its way lets it settle, and then ends the run', async () => {
    const { id, userId } = await insertRun();
    answer = async () => {
      await takeIn(db, { userId, name: 'Account Closed' }); // nothing is held, so it does not wait
      return { result: 'accepted' };
    };
    expect(await turns(id)).toMatchObject({ finished: true, label: 'ended: closed' });
    expect(await ledger()).toMatchObject({ state: 'accepted' });
    expect(await inputs()).toEqual(['entry', 'event', 'job-settled']);
  });

  it('drops a message whose inline attempt failed for now, and keeps one that may have arrived', async () => {
    for (const [code, state, finished] of [
      ['failed-temporarily', 'blocked', true],
      ['unknown', 'failed-temporarily', false],
    ] as const) {
      const { id, userId } = await insertRun();
      answer = async () => {
        await takeIn(db, { userId, name: 'Account Closed' });
        return { result: code, code: 'connection-lost', detail: '' };
      };
      expect(await turns(id)).toMatchObject({ finished });
      const [row] = await db.look<object>('select state from messages where journey_run_id = ?', [id]);
      expect(row).toEqual({ state });
    }
  });
});

describe('an inline attempt that failed temporarily', () => {
  it.each([
    [undefined, 1_000],
    [7_000, 7_000],
  ])('with Retry-After %s is made again after %i ms, on its queue', async (retryAfter, expected) => {
    const { id } = await insertRun();
    answer = () => ({ result: 'failed-temporarily', code: 'http-503', detail: 'busy', retryAfter });
    const result = await turns(id);
    expect(result).toMatchObject({ openJobs: [], sent: ['sending hello by email: failed-temporarily'] });
    expect(result.wakeIn).toBeGreaterThan(expected - 1_000);
    expect(result.wakeIn).toBeLessThanOrEqual(expected + 100);
    expect(await inputs()).toEqual(['entry', 'job-deferred']);
    const later = await runTurns(dependencies(), id, Date.now() + expected + 1);
    expect(later.openJobs).toMatchObject([{ visit: 1 }]); // a second attempt is not the lane's
    expect(sent).toHaveLength(1);
  });

  it('goes on by the failed path at once where the provider says never', async () => {
    const { id } = await insertRun();
    answer = () => ({ result: 'failed-permanently', code: 'http-410', detail: 'gone' });
    expect(await turns(id)).toMatchObject({ label: expect.stringMatching(/^rest/) });
    expect(await ledger()).toMatchObject({ state: 'failed-permanently' });
  });
});

describe('a worker that dies with an inline attempt', () => {
  it.each([
    ['claimed', 'at-most-once', 'accepted', 1],
    ['sending', 'at-most-once', 'unknown', 0],
    ['sent', 'at-most-once', 'unknown', 1],
    ['claimed', 'keyed', 'accepted', 1],
    ['sending', 'keyed', 'accepted', 1],
    ['sent', 'keyed', 'accepted', 2],
  ] as const)(
    'at "%s", %s: nobody acts before its lease ends; then %s, %i times sent',
    async (place, direction, state, times) => {
      const { id } = await insertRun();
      await expect(turns(id, dies(place), direction)).rejects.toThrow('killed');
      const inFlight = await turns(id, {}, direction);
      expect(inFlight).toMatchObject({ openJobs: [], finished: false });
      expect(inFlight.wakeIn).toBeGreaterThan(50_000);
      await expireLease();
      expect((await turns(id, {}, direction)).openJobs).toMatchObject([{ visit: 1 }]);
      await deliverOpen(id, direction);
      expect(await ledger()).toMatchObject({ state });
      expect(sent).toHaveLength(times);
      expect(new Set(sent).size).toBe(Math.min(1, times)); // always under the same key
      expect((await turns(id)).label).toMatch(/^rest/);
    },
  );

  it('an exit that comes before the next attempt waits until a keyed receiver has been asked', async () => {
    const { id, userId } = await insertRun();
    await expect(turns(id, dies('sent'))).rejects.toThrow('killed');
    await takeIn(db, { userId, name: 'Account Closed' });
    expect(await turns(id)).toMatchObject({ finished: false, openJobs: [] });
    await expireLease();
    await deliverOpen(id);
    expect(await turns(id)).toMatchObject({ finished: true });
    expect(sent).toHaveLength(2);
  });

  it('a keyed receiver is not asked again once the address is suppressed: the message is unknown', async () => {
    const { id } = await insertRun();
    await expect(turns(id, dies('sent'))).rejects.toThrow('killed');
    await expireLease();
    await db.look(
      `insert into suppressions (workspace, channel, address_hash, reason, at)
       select 'default', 'email', address_hash, 'complaint', now() from messages returning 1`,
    );
    await deliverOpen(id);
    expect(await ledger()).toMatchObject({ state: 'unknown' });
    expect(sent).toHaveLength(1);
  });
});

describe('a lease that ends while its owner lives', () => {
  it.each(['keyed', 'at-most-once'] as const)(
    'before the send: it sends nothing, another has done it (%s)',
    async (direction) => {
      const { id } = await insertRun();
      const asleep = held<void>();
      const claimed = held<void>();
      const sleeper = turns(
        id,
        {
          leaseMs: 200,
          reached(at) {
            if (at !== 'claimed') return;
            claimed.keep();
            return asleep.promise;
          },
        },
        direction,
      );
      await claimed.promise;
      await pause(250);
      await deliverOpen(id, direction);
      asleep.keep();
      await sleeper;
      expect(sent).toHaveLength(1);
      expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 2 });
      expect((await inputs()).filter((kind) => kind === 'job-settled')).toHaveLength(1);
    },
  );

  it('while the provider answers: the outcome of the later attempt counts', async () => {
    const { id } = await insertRun();
    answer = async () => {
      answer = () => ({ result: 'failed-permanently', code: 'http-410', detail: 'gone' });
      await expireLease();
      await deliverOpen(id);
      return { result: 'failed-temporarily', code: 'http-503', detail: 'busy' };
    };
    await turns(id);
    expect(await ledger()).toMatchObject({ state: 'failed-permanently', attempt: 2 });
    expect(await inputs()).toEqual(['entry', 'job-settled']);
  });
});

it('run twice at once, it sends once; whoever was told "in flight" is woken when the outcome is stored', async () => {
  const { id } = await insertRun();
  let second: TurnResult | undefined;
  answer = async () => {
    second = await turns(id);
    return { result: 'accepted' };
  };
  const first = await turns(id);
  expect(first.label).toMatch(/^rest/);
  expect(second).toMatchObject({ openJobs: [], finished: false });
  expect(second?.wakeIn).toBeGreaterThan(50_000);
  expect(sent).toHaveLength(1);
  expect(await enqueued()).toEqual([{ label: 'attempt settled' }]);
});

it('nobody is woken where nobody else looked', async () => {
  const { id } = await insertRun();
  await turns(id);
  expect(await enqueued()).toEqual([]);
});

it('unanswered for a second, the send goes on: in flight for the loop, settled by itself, and the run is enqueued', async () => {
  const { id } = await insertRun();
  const lane = createInlineLane({ slots: 40 });
  const late = held<SendResult>();
  answer = () => late.promise;
  const result = await turns(id, { inlineLane: lane });
  expect(result).toMatchObject({ openJobs: [], sent: ['sending hello by email: not answered yet'] });
  expect(result.wakeIn).toBeGreaterThan(50_000);
  let isIdle = false;
  const idle = lane.idle().then(() => (isIdle = true));
  await pause(50);
  expect(isIdle).toBe(false); // a worker that stops waits for it
  late.keep({ result: 'accepted' });
  await idle;
  expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 1 });
  expect(await enqueued()).toEqual([{ label: 'job-settled' }]);
  expect((await turns(id)).label).toMatch(/^rest/);
});

describe('a turn that fails after the send', () => {
  it('by a fault of the run: the outcome is stored alone, then the turn fails by itself', async () => {
    const { id } = await insertRun();
    answer = async () => {
      await db.look(
        `update journey_runs set state = jsonb_set(state, '{tokens,0,step}', '"no-such-step"') returning 1`,
      );
      return { result: 'accepted' };
    };
    await expect(turns(id)).rejects.toMatchObject({ code: 'missing-step' });
    expect(await ledger()).toMatchObject({ state: 'accepted' });
    expect(await inputs()).toEqual(['entry', 'job-settled']);
  });

  it('because the database is unavailable: the outcome is kept, stored later, and the run is enqueued', async () => {
    const { id } = await insertRun();
    let isAway = false;
    const database: Database = {
      ...db.database,
      begin: (limits) =>
        isAway ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })) : db.database.begin(limits),
    };
    const inlineLane = createInlineLane({ slots: 40 });
    answer = () => {
      isAway = true;
      return { result: 'accepted' };
    };
    await expect(turns(id, { database, inlineLane })).rejects.toMatchObject({ code: 'database-away' });
    expect(await ledger()).toMatchObject({ state: 'sending' });
    isAway = false;
    await inlineLane.idle();
    expect(await ledger()).toMatchObject({ state: 'accepted' });
    expect(await enqueued()).toEqual([{ label: 'job-settled' }]);
  });
});

it('a journey that reacts to "Message Sent" hears of it', async () => {
  const hearing = journey(
    'hearing',
    entered,
    flow(hello(), waitFor('echo', { heard: on(MessageSent), timeout: '1 hour' })),
  );
  const { id } = await insertRun(hearing);
  const publishedJourneys = createPublishedJourneys();
  expect(await turns(id, { publishedJourneys })).toMatchObject({ finished: true });
  expect(await db.look(`select name from events where name = 'Message Sent'`)).toHaveLength(1);
});

describe('a first attempt waits on its queue', () => {
  const leftOpen = async (more: Partial<JobDependencies>, definition = standing) => {
    const { id } = await insertRun(definition);
    const because: string[] = [];
    const result = await turns(id, { leftToQueue: (reason) => because.push(reason), ...more });
    expect(result.openJobs).toMatchObject([{ visit: 1, activity: 'deliver' }]);
    expect(sent).toEqual([]);
    return because;
  };
  const own = { workspace: 'default', channelId: 'email' };
  const laneAfter = (...answers: readonly [number, SendResult['result'], number][]) => {
    const inlineLane = createInlineLane({ slots: 40 });
    for (const [times, result, tookMs] of answers)
      for (let time = 0; time < times; time += 1) inlineLane.answered(own, { result } as SendResult, tookMs);
    return { inlineLane };
  };

  it('where more than one of twenty recent answers was slow, or failed for now', async () => {
    expect(await leftOpen(laneAfter([18, 'accepted', 10], [2, 'accepted', 301]))).toEqual(['slow']);
    expect(await leftOpen(laneAfter([18, 'accepted', 10], [2, 'failed-temporarily', 10]))).toEqual(['slow']);
  });

  it('but not where fewer than twenty are known, one was slow, or fast answers followed', async () => {
    for (const known of [
      laneAfter([19, 'accepted', 5_000]),
      laneAfter([19, 'accepted', 10], [1, 'accepted', 301]),
      laneAfter([40, 'accepted', 5_000], [38, 'failed-permanently', 300]),
    ]) {
      await turns((await insertRun()).id, known);
    }
    expect(sent).toHaveLength(3);
  });

  it('while a quarter of the slots are busy sending', async () => {
    const inlineLane = createInlineLane({ slots: 8 });
    const late = held<SendResult>();
    answer = () => late.promise;
    const busy = [(await insertRun()).id, (await insertRun()).id].map((id) => turns(id, { inlineLane }));
    await eventually(
      async () => sent.length,
      (times) => times === 2,
    );
    sent = [];
    expect(await leftOpen({ inlineLane })).toEqual(['busy']);
    late.keep({ result: 'accepted' });
    await Promise.all(busy);
  });

  it('while the breaker is open or tries again, and where the channel limits its rate', async () => {
    const breakers = createBreakers(db.database);
    const refused = { result: 'failed-temporarily', code: 'smtp-535', detail: '', refusesUs: true } as const;
    for (let time = 0; time < 3; time += 1) await breakers.settled(own, refused);
    expect(await leftOpen({ breakers })).toEqual(['stopped']);
    const limited = [...dependencies().channels.values()].map((channel) => ({ ...channel, limitsRate: true as const }));
    expect(await leftOpen({ channels: new Map([['email', limited[0] as Channel]]) })).toEqual(['limited']);
  });

  it('where this worker has no provider, or the claim can not be made', async () => {
    expect(await leftOpen({ channels: new Map() })).toEqual(['closed']);
    const { id } = await insertRun();
    await db.look(`update templates set live_version = 99 where id = 'hello' returning 1`);
    const because: string[] = [];
    const result = await turns(id, { leftToQueue: (reason) => because.push(reason) });
    await db.look(`update templates set live_version = 1 where id = 'hello' returning 1`);
    expect({ because, open: result.openJobs.length, stuck: result.stuck }).toEqual({
      ...{ because: ['failure'], open: 1, stuck: false },
    });
  });
});
