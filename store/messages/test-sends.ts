import { newId } from '../../core/base/id.ts';
import type { TestSendState } from '../../core/message/test-outcome.ts';
import { type Database, execute, rows, type Transaction } from '../database/database.ts';
import { servedAs } from '../measurement/processes.ts';

/**
 * test_sends: messages that people send to themselves to see whether a channel works. A worker sends each at most once:
 *   waiting    a worker with a provider for the channel claims it      claimed
 *   waiting    nobody did within TAKEN_WITHIN_MS                        it stays, and is shown as not taken
 *   claimed    the provider is about to send                           sending
 *   claimed    the lease is over: nothing was sent                      failed
 *   claimed, sending   the provider answered                            accepted, failed, unknown
 *   sending    the lease is over                                       unknown
 * An address stays only until the attempt has ended. All by the clock of PostgreSQL.
 */
export const TAKEN_WITHIN_MS = 30_000;
const KEPT_DAYS = 1;

export interface TestSendRow {
  readonly id: string;
  readonly channel: string;
  readonly state: TestSendState;
  readonly code: string | null;
  readonly detail: string | null;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly answeredAt: number | null;
}

const isLate = `created_at < clock_timestamp() - ${TAKEN_WITHIN_MS} * interval '1 millisecond'`;
const columns = `id, channel, code, detail, asked_by as "askedBy", created_at as "askedAt", answered_at as "answeredAt",
  case when state = 'claimed' then 'sending' when state = 'waiting' and ${isLate} then 'not-taken' else state end as state`;

export async function insertTestSend(
  database: Database,
  given: {
    readonly workspace: string;
    readonly channel: string;
    readonly address: string | undefined;
    readonly askedBy: string;
  },
): Promise<TestSendRow> {
  const [row] = await rows<TestSendRow>(
    database,
    `insert into test_sends (id, workspace, channel, address, asked_by) values (?, ?, ?, ?, ?) returning ${columns}`,
    [newId(), given.workspace, given.channel, given.address ?? null, given.askedBy],
  );
  return row as TestSendRow;
}

export async function findTestSend(
  database: Database,
  { workspace, id }: { readonly workspace: string; readonly id: string },
): Promise<TestSendRow | undefined> {
  const [row] = await rows<TestSendRow>(database, `select ${columns} from test_sends where workspace = ? and id = ?`, [
    workspace,
    id,
  ]);
  return row;
}

/** The right to send one. */
export interface ClaimedTestSend {
  readonly id: string;
  readonly token: string;
  readonly workspace: string;
  readonly channel: string;
  readonly address: string | null;
  readonly askedBy: string;
  readonly askedAt: number;
}

/** Claims those whose channels have a provider here; `served` names channels as `processes.channels` does. */
export async function claimTestSends(
  database: Database,
  {
    served,
    token,
    leaseMs,
    limit,
  }: { readonly served: readonly string[]; readonly token: string; readonly leaseMs: number; readonly limit: number },
): Promise<ClaimedTestSend[]> {
  return rows<ClaimedTestSend>(
    database,
    `with free as materialized (                  -- found once: store/outbox/outbox.ts says why
       select id from test_sends where state = 'waiting' and not ${isLate}
         and ${servedAs('channel')} = any(cast(? as text[])) order by id limit ? for update skip locked)
     update test_sends set state = 'claimed', token = ?, leased_until = clock_timestamp() + ? * interval '1 millisecond'
     from free where test_sends.id = free.id
     returning test_sends.id, token, workspace, channel, address, asked_by as "askedBy", created_at as "askedAt"`,
    [[...served], limit, token, leaseMs],
  );
}

/** Just before the first irreversible byte. False: the claim is lost, and nothing may be sent. */
export async function markTestSending(database: Database, { id, token }: ClaimedTestSend): Promise<boolean> {
  const marked = await rows(
    database,
    `update test_sends set state = 'sending'
     where id = ? and token = ? and state = 'claimed' and leased_until > clock_timestamp() returning id`,
    [id, token],
  );
  return marked.length === 1;
}

export async function settleTestSend(
  database: Database,
  { id, token }: ClaimedTestSend,
  outcome: { readonly state: 'accepted' | 'failed' | 'unknown'; readonly code?: string; readonly detail?: string },
): Promise<void> {
  await execute(
    database,
    `update test_sends set state = ?, code = ?, detail = ?, answered_at = clock_timestamp(), address = null
     where id = ? and token = ?`,
    [outcome.state, outcome.code ?? null, outcome.detail?.slice(0, 1_000) ?? null, id, token],
  );
}

/** Attempts whose worker died. */
export async function giveUpLostTestSends(database: Database): Promise<void> {
  await execute(
    database,
    `update test_sends set state = case state when 'sending' then 'unknown' else 'failed' end, code = 'worker-lost',
       answered_at = clock_timestamp(), address = null
     where state in ('claimed', 'sending') and leased_until <= clock_timestamp()`,
  );
}

/** Answers may quote an address. */
export async function forgetOldTestSends(trx: Transaction): Promise<void> {
  await execute(trx, `delete from test_sends where created_at < now() - interval '${KEPT_DAYS} days'`);
}
