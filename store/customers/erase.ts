import { execute, rows, type Transaction } from '../database/database.ts';

/** Statements of an erasure: see services/customers/erase.ts. Customers joined into this one are erased too. */
export interface Erased {
  readonly workspace: string;
  /** The customer, and all who were joined into them. */
  readonly customerIds: readonly string[];
  /** Every value by which they were known, and their addresses. */
  readonly values: readonly string[];
}

/** Who goes with the customer. */
export async function findJoinedInto(trx: Transaction, customerId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(trx, `select id from customers where merged_into = ? order by id`, [
    customerId,
  ]);
  return found.map(({ id }) => id);
}

/** Locks the runs, in the order of their ids. */
export async function lockRunsOf(
  trx: Transaction,
  customerIds: readonly string[],
): Promise<{ readonly id: string; readonly journeyId: string; readonly isOpen: boolean }[]> {
  return rows(
    trx,
    `select id, journey_id as "journeyId", ended_at is null as "isOpen" from journey_runs
     where customer_id = any(cast(? as uuid[])) order by id for update`,
    [[...customerIds]],
  );
}

/** Shorter values would be found in texts that are about somebody else. */
const LEAST_SEARCHED = 5;

/**
 * What names the customer and has no key that leads there: texts of errors, targets of the audit log, filters of acts on
 * many runs, names of imported files, addresses of test messages. These tables are small: each forgets after a while.
 */
export async function eraseMentions(
  trx: Transaction,
  { customerIds: [customerId = ''], values, workspace }: Erased,
  runIds: readonly string[],
): Promise<void> {
  await execute(
    trx,
    `delete from failures where journey_run_id = any(cast(? as uuid[]))
     or id in (select error_id from message_attempts attempt join messages message on message.id = attempt.message_id
               where message.journey_run_id = any(cast(? as uuid[])))
     or exists (select 1 from unnest(cast(? as text[])) as value
                where position(lower(value) in lower(message)) > 0 or position(lower(value) in lower(stack)) > 0)`,
    [[...runIds], [...runIds], values.filter(({ length }) => length >= LEAST_SEARCHED)],
  );
  await execute(
    trx,
    `update audit_entries set target = ? where workspace = ? and exists (
       select 1 from unnest(cast(? as text[])) as value where target = value or right(target, length(value) + 1) = ':' || value)`,
    [customerId, workspace, [...values]],
  );
  await execute(
    trx,
    `update bulk_acts set asked = '{"erased": true}' where workspace = ? and exists (
       select 1 from unnest(cast(? as text[])) as value where asked ->> 'userId' = value or asked ->> 'key' = value)`,
    [workspace, [...values]],
  );
  await execute(
    trx,
    `delete from source_payloads where workspace = ? and exists (
       select 1 from unnest(cast(? as text[])) as value where position(lower(value) in lower(cast(payload as text))) > 0)`,
    [workspace, values.filter(({ length }) => length >= LEAST_SEARCHED)],
  );
  await execute(
    trx,
    `update imports set file = '(erased)', problems = '[]' where workspace = ? and exists (
       select 1 from unnest(cast(? as text[])) as value
       where position(lower(value) in lower(file)) > 0 or position(lower(value) in lower(cast(problems as text))) > 0)`,
    [workspace, values.filter(({ length }) => length >= LEAST_SEARCHED)],
  );
  await execute(trx, `delete from test_sends where workspace = ? and lower(address) = any(cast(? as text[]))`, [
    workspace,
    values.map((value) => value.toLowerCase()),
  ]);
  await execute(trx, `delete from stream_tickets where workspace = ? and user_id = any(cast(? as text[]))`, [
    workspace,
    [...values],
  ]);
}

/** Tables in an order that their references allow; what cascades from messages and runs is not named. */
const ofCustomers = [
  `update suppressions set message_id = null where message_id in (
     select id from messages where customer_id = any(cast(? as uuid[])))`,
  `delete from sms_recipients where customer_id = any(cast(? as uuid[]))`,
  `delete from messages where customer_id = any(cast(? as uuid[]))`,
  `delete from outbox where journey_run_id in (select id from journey_runs where customer_id = any(cast(? as uuid[])))`,
  `delete from bulk_act_runs where journey_run_id in (
     select id from journey_runs where customer_id = any(cast(? as uuid[])))`,
  `delete from journey_runs where customer_id = any(cast(? as uuid[]))`,
  `delete from accepted_messages known using events event
   where event.customer_id = any(cast(? as uuid[])) and known.workspace = event.workspace and known.message_id = event.message_id`,
  `delete from events where customer_id = any(cast(? as uuid[]))`,
  `delete from customer_purchases where customer_id = any(cast(? as uuid[]))`,
  `delete from customer_purchases_dirty where customer_id = any(cast(? as uuid[]))`,
  `delete from consents where customer_id = any(cast(? as uuid[]))`,
  `delete from entry_dates where customer_id = any(cast(? as uuid[]))`,
  `delete from segment_members where customer_id = any(cast(? as uuid[]))`,
  // What was learned from stays, and names nobody.
  `update decisions set customer_id = null where customer_id = any(cast(? as uuid[]))`,
  `delete from experiment_arms where customer_id = any(cast(? as uuid[]))`,
  // A decision stays as a number among others: bins, chances and what came of it, about nobody.
  `update decisions set customer_id = null where customer_id = any(cast(? as uuid[]))`,
  `update offer_uses set customer_id = null where customer_id = any(cast(? as uuid[]))`,
  `delete from push_subscriptions subscription using identities identity
   where identity.customer_id = any(cast(? as uuid[])) and identity.kind = 'push' and subscription.id = identity.value`,
  `delete from identities where customer_id = any(cast(? as uuid[]))`,
];

/** All that belongs to the customers, and they themselves. Their locks and those of their runs are held. */
export async function eraseRows(trx: Transaction, { customerIds }: Erased): Promise<void> {
  for (const statement of ofCustomers) await execute(trx, statement, [[...customerIds]]);
  await execute(
    trx,
    `delete from merges where customer_id = any(cast(? as uuid[])) or merged_id = any(cast(? as uuid[]))`,
    [[...customerIds], [...customerIds]],
  );
  await execute(trx, `delete from customers where id = any(cast(? as uuid[]))`, [[...customerIds]]);
}

/** Their workflows are woken by a worker, find no run and end (worker/erased-runs.ts). */
export async function noteErasedRuns(
  trx: Transaction,
  runs: readonly { readonly id: string; readonly journeyId: string }[],
): Promise<void> {
  if (runs.length === 0) return;
  await execute(
    trx,
    `insert into erased_runs (journey_run_id, journey_id)
     select * from unnest(cast(? as uuid[]), cast(? as text[])) on conflict do nothing`,
    [runs.map(({ id }) => id), runs.map(({ journeyId }) => journeyId)],
  );
}
