import pino from 'pino';
import type { JobDependencies } from '../../../activities/jobs/job-kind.ts';
import { runTurn } from '../../../activities/run-turn.ts';
import { runTurns } from '../../../activities/run-turns.ts';
import { defineEvent, email, flow, journey, on, send, template, wait } from '../../../core/index.ts';
import type { Channel, SendResult } from '../../../services/channels/channel.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { createInlineLane } from '../../../services/delivery/sending/inline-lane.ts';
import { execute } from '../../../store/database/database.ts';
import type { TurnResult } from '../../../workflows/contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { SignedUp } from '../../support/journeys.ts';
import { insertTestRun } from '../../support/runs.ts';

/** What the tests of the inline lane share: its database, what the scripted provider was sent, and what it answers. */
export const the = {} as { db: TestDatabase; sent: string[]; answer: () => SendResult | Promise<SendResult> };

/** The inline lane on real PostgreSQL, without Temporal; the provider is scripted. To be called once in a test file. */
export function useInlineRuns(): void {
  beforeAll(async () => {
    the.db = await createTestDatabase();
  });
  beforeEach(async () => {
    the.sent = [];
    the.answer = () => ({ result: 'accepted', providerId: '250 ok' });
    await execute(
      the.db.database,
      'truncate customers, journeys, events, accepted_messages, outbox, suppressions, failures cascade',
    );
  });
  afterAll(() => the.db.destroy());
}

type Direction = Channel['direction'];

export function dependencies(more: Partial<JobDependencies> = {}, direction: Direction = 'keyed'): JobDependencies {
  const provider: Channel['provider'] = {
    async send({ key }, begin) {
      await begin();
      the.sent.push(key);
      return the.answer();
    },
    close: async () => {},
  };
  return {
    database: the.db.database,
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
export const entered = { purpose: 'transactional', entry: on(SignedUp), exit: { closed: on(AccountClosed) } } as const;
export const hello = (id = 'hello') => send(id, template('hello'), { via: [email] });
export const message = journey('message', entered, flow(hello()));
export const standing = journey('standing', entered, flow(hello(), wait('rest', '1 hour')));

export const insertRun = (definition = standing, traits?: Record<string, string>) =>
  insertTestRun(the.db, { definition, ...(traits && { traits }) });
export const turns = (id: string, more: Partial<JobDependencies> = {}, direction?: Direction): Promise<TurnResult> =>
  runTurns(dependencies(more, direction), id, Date.now());
export const ledger = async () =>
  (await the.db.look<object>('select state, attempt, rule from messages order by visit'))[0];
export const ledgerStates = async () =>
  (await the.db.look<{ state: string }>('select state from messages order by visit')).map(({ state }) => state);
export const inputs = async () =>
  (await the.db.look<{ kind: string }>('select kind from run_inputs order by seq')).map(({ kind }) => kind);
export const expireLease = () =>
  the.db.look(`update messages set leased_until = now() - interval '1 second' returning 1`);
export const enqueued = () => the.db.look('select label from outbox');
export const dies = (place: string) => ({
  reached: (at: string) => {
    if (at === place) throw new Error(`killed at ${place}`);
  },
});
/** The regular activity's attempt at the run's only open job. */
export async function deliverOpen(id: string, direction?: Direction): Promise<void> {
  const { openJobs } = await runTurn(the.db.database, id, Date.now());
  for (const { visit, messageId } of openJobs)
    await deliver(dependencies({}, direction), { journeyRunId: id, visit, messageId: messageId as string }, Date.now());
}
export function held<Value>(): { promise: Promise<Value>; keep: (value: Value) => void } {
  let keep: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolve) => (keep = resolve));
  return { promise, keep };
}
