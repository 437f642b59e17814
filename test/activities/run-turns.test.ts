import { setTimeout as pause } from 'node:timers/promises';
import { runTurns } from '../../activities/run-turns.ts';
import { flow, journey, MessageSent, on, parallel, waitFor } from '../../core/index.ts';
import type { SendResult } from '../../services/channels/channel.ts';
import { createInlineLane } from '../../services/delivery/sending/inline-lane.ts';
import { createPublishedJourneys } from '../../services/intake/published-journeys.ts';
import type { Database } from '../../store/database/database.ts';
import type { TurnResult } from '../../workflows/contract.ts';
import { eventually } from '../support/eventually.ts';
import { takeIn } from '../support/runs.ts';
import {
  dependencies,
  enqueued,
  entered,
  held,
  hello,
  inputs,
  insertRun,
  ledger,
  ledgerStates,
  message,
  standing,
  the,
  turns,
  useInlineRuns,
} from './support/inline-runs.ts';

useInlineRuns();

describe('entry, message and end', () => {
  it.each([
    ['keyed', 0],
    ['at-most-once', 1],
  ] as const)('are one call and two transactions, no lock during the send: %s', async (direction, marks) => {
    await turns((await insertRun(message)).id); // what a process reads once
    const { id } = await insertRun(message);
    let transactions = 0;
    let alone = 0;
    let used = -1;
    the.answer = () => {
      used = the.db.database.poolUse().used;
      return { result: 'accepted' };
    };
    const database: Database = {
      ...the.db.database,
      begin: (limits) => {
        transactions += 1;
        return the.db.database.begin(limits);
      },
      query: (sql, bindings) => {
        alone += 1;
        return the.db.database.query(sql, bindings);
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

  it('tell the counters that the attempt was made inline', async () => {
    const { id } = await insertRun(message);
    const told: object[] = [];
    await turns(id, { attempted: (attempt) => told.push(attempt) });
    expect(told).toEqual([{ channel: 'email', outcome: 'accepted', lane: 'inline', tookMs: expect.any(Number) }]);
  });
});

describe('a guard that does not let the message go', () => {
  it('blocks it in the same transaction, and the run goes on to its end', async () => {
    const { id, customerId } = await insertRun(message, {});
    await the.db.look(`update customers set created_at = now() - interval '1 hour' where id = ? returning 1`, [
      customerId,
    ]);
    await the.db.look(`update identities set added_at = now() - interval '1 hour' returning 1`);
    const result = await runTurns(dependencies(), id, Date.now() + 3_600_000);
    expect(result).toMatchObject({ finished: true });
    expect(await ledger()).toEqual({ state: 'blocked', attempt: 0, rule: 'no-address' });
    expect(the.sent).toEqual([]);
  });

  it('defers it; the run waits, interruptibly, and the message still goes inline once the address is there', async () => {
    const { id, userId } = await insertRun(standing, { name: 'Ann' });
    const deferred = await turns(id);
    expect(deferred).toMatchObject({ openJobs: [], finished: false });
    expect(deferred.wakeIn).toBeGreaterThan(5_000);
    await takeIn(the.db, { userId, properties: { email: 'ann@example.com' } });
    const result = await runTurns(dependencies(), id, Date.now() + (deferred.wakeIn ?? 0) + 1);
    expect(result.sent).toEqual(['sending hello by email: accepted']);
    expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 1 });
  });
});

it('of several messages of one turn the first goes inline, the others wait on their queues', async () => {
  const both = journey('both', entered, flow(parallel('both', { one: flow(hello('one')), two: flow(hello('two')) })));
  const { id } = await insertRun(both);
  const late = held<SendResult>();
  the.answer = () => late.promise;
  const result = await turns(id);
  expect(result.openJobs.map(({ visit }) => visit)).toEqual([3]);
  expect(await ledgerStates()).toEqual(['sending', 'requested']);
  late.keep({ result: 'accepted' });
  await eventually(ledgerStates, ([first]) => first === 'accepted');

  the.answer = () => ({ result: 'accepted' });
  const other = await turns((await insertRun(both)).id); // nor does the second follow the first inline
  expect({ sent: other.sent?.length, open: other.openJobs.map(({ visit }) => visit) }).toEqual({ sent: 1, open: [3] });
});

describe('an exit', () => {
  it('that is committed before the turn wins over the message', async () => {
    const { id, userId } = await insertRun();
    await takeIn(the.db, { userId, name: 'Account Closed' });
    expect(await turns(id)).toMatchObject({ finished: true, label: 'ended: closed' });
    expect(the.sent).toEqual([]);
  });

  it('that arrives while an inline send is on its way lets it settle, and then ends the run', async () => {
    const { id, userId } = await insertRun();
    the.answer = async () => {
      await takeIn(the.db, { userId, name: 'Account Closed' }); // nothing is locked, so it does not wait
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
      the.answer = async () => {
        await takeIn(the.db, { userId, name: 'Account Closed' });
        return { result: code, code: 'connection-lost', detail: '' };
      };
      expect(await turns(id)).toMatchObject({ finished });
      const [row] = await the.db.look<object>('select state from messages where journey_run_id = ?', [id]);
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
    the.answer = () => ({ result: 'failed-temporarily', code: 'http-503', detail: 'busy', retryAfter });
    const result = await turns(id);
    expect(result).toMatchObject({ openJobs: [], sent: ['sending hello by email: failed-temporarily'] });
    expect(result.wakeIn).toBeGreaterThan(expected - 1_000);
    expect(result.wakeIn).toBeLessThanOrEqual(expected + 100);
    expect(await inputs()).toEqual(['entry', 'job-deferred']);
    const later = await runTurns(dependencies(), id, Date.now() + (result.wakeIn as number) + 1);
    expect(later.openJobs).toMatchObject([{ visit: 1 }]); // a second attempt is not the lane's
    expect(the.sent).toHaveLength(1);
  });

  it('goes on by the failed path at once where the provider says never', async () => {
    const { id } = await insertRun();
    the.answer = () => ({ result: 'failed-permanently', code: 'http-410', detail: 'gone' });
    expect(await turns(id)).toMatchObject({ label: expect.stringMatching(/^rest/) });
    expect(await ledger()).toMatchObject({ state: 'failed-permanently' });
  });
});

it('run twice at once, it sends once; a caller that got "in flight" is woken when the outcome is stored', async () => {
  const { id } = await insertRun();
  let second: TurnResult | undefined;
  the.answer = async () => {
    second = await turns(id);
    return { result: 'accepted' };
  };
  const first = await turns(id);
  expect(first.label).toMatch(/^rest/);
  expect(second).toMatchObject({ openJobs: [], finished: false });
  expect(second?.wakeIn).toBeGreaterThan(50_000);
  expect(the.sent).toHaveLength(1);
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
  the.answer = () => late.promise;
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

it('a journey that reacts to "Message Sent" hears of it', async () => {
  const hearing = journey(
    'hearing',
    entered,
    flow(hello(), waitFor('echo', { heard: on(MessageSent), timeout: '1 hour' })),
  );
  const { id } = await insertRun(hearing);
  const publishedJourneys = createPublishedJourneys();
  expect(await turns(id, { publishedJourneys })).toMatchObject({ finished: true });
  expect(await the.db.look(`select name from events where name = 'Message Sent'`)).toHaveLength(1);
});
