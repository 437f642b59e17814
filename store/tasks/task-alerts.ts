import { type Database, execute, rows, type Transaction } from '../database/database.ts';

/**
 * task_alerts: notifications of people about tasks, one row for each task and change. The turn that changes the task stores
 * it; a worker sends it. State, event, next state:
 *   waiting, or claimed and the lease is over   claim                               claimed
 *   the same                                    the task is closed by then          dropped
 *   claimed                                     the attempt starts to send          sending
 *   claimed, sending                            the receiver answers                sent, failed, or waiting with a time
 *   sending                                     no answer, or the lease is over     unknown: it is not sent again
 * Leases and times use the clock of PostgreSQL only.
 */
export const alertStates = ['waiting', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'dropped'] as const;
export type TaskAlertState = (typeof alertStates)[number];

export const alertedChanges = ['created', 'reminded', 'escalated'] as const;
export type AlertedChange = (typeof alertedChanges)[number];

/** An alert of the workspace's configuration, or the e-mail address of the person who is asked. */
export type AlertTarget = { readonly alert: string } | { readonly address: string };

export interface NewTaskAlert {
  readonly id: string;
  readonly taskId: string;
  readonly what: AlertedChange;
  readonly target: AlertTarget;
}

/** Stores an alert. Asked for twice by one task and change, it is stored once. */
export async function insertTaskAlert(trx: Transaction, { id, taskId, what, target }: NewTaskAlert): Promise<void> {
  const alert = 'alert' in target ? target.alert : null;
  const address = 'address' in target ? target.address : null;
  await execute(
    trx,
    `insert into task_alerts (id, task_id, what, alert, address, state) values (?, ?, ?, ?, ?, 'waiting')
     on conflict (task_id, what) do nothing`,
    [id, taskId, what, alert, address],
  );
}

/** The right to send one alert, with what it says about its task. */
export interface ClaimedAlert {
  readonly id: string;
  readonly token: string;
  readonly workspace: string;
  readonly what: AlertedChange;
  readonly alert: string | null;
  readonly address: string | null;
  readonly taskId: string;
  readonly journey: string;
  readonly title: string;
  readonly group: string | null;
  readonly assignee: string | null;
  readonly choices: readonly string[];
  readonly dueAt: number | null;
  readonly createdAt: number;
}

const isFree = `(state = 'waiting' and due_at <= clock_timestamp()
  or state = 'claimed' and leased_until <= clock_timestamp())`;

/** Claims alerts for `leaseMs`. Those of tasks that are closed meanwhile are dropped. */
export async function claimTaskAlerts(
  database: Database,
  { token, leaseMs, limit }: { readonly token: string; readonly leaseMs: number; readonly limit: number },
): Promise<ClaimedAlert[]> {
  return rows<ClaimedAlert>(
    database,
    `with free as (
       select id from task_alerts where ${isFree} order by due_at limit ? for update skip locked),
     claimed as (
       update task_alerts a set
         state = case when t.closed_at is null then 'claimed' else 'dropped' end, token = ?,
         leased_until = clock_timestamp() + ? * interval '1 millisecond'
       from free, tasks t where a.id = free.id and t.id = a.task_id
       returning a.id, a.token, a.what, a.alert, a.address, a.state, a.task_id, a.created_at)
     select c.id, c.token, t.workspace, c.what, c.alert, c.address, t.id as "taskId", t.journey_id as journey, t.title,
            t.group_id as "group", t.assignee, t.choices, t.due_at as "dueAt", c.created_at as "createdAt"
     from claimed c join tasks t on t.id = c.task_id where c.state = 'claimed' order by c.id`,
    [limit, token, leaseMs],
  );
}

/** Just before the first irreversible byte. False: the claim is lost, and nothing may be sent. */
export async function markAlertSending(database: Database, { id, token }: ClaimedAlert): Promise<boolean> {
  const marked = await rows(
    database,
    `update task_alerts set state = 'sending'
     where id = ? and token = ? and state = 'claimed' and leased_until > clock_timestamp() returning id`,
    [id, token],
  );
  return marked.length === 1;
}

export interface AlertOutcome {
  readonly state: 'sent' | 'failed' | 'unknown' | 'waiting';
  readonly errorCode?: string | undefined;
  /** Of one that waits: milliseconds until the next attempt. */
  readonly againInMs?: number | undefined;
}

export async function settleTaskAlert(
  database: Database,
  { id, token }: ClaimedAlert,
  { state, errorCode, againInMs = 0 }: AlertOutcome,
): Promise<void> {
  await execute(
    database,
    `update task_alerts set state = ?, error_code = ?, due_at = clock_timestamp() + ? * interval '1 millisecond'
     where id = ? and token = ? and state in ('claimed', 'sending', 'unknown')`,
    [state, errorCode ?? null, againInMs, id, token],
  );
}

/** Attempts whose worker died while it sent: the alert may have arrived, so it is not sent again. */
export async function giveUpOnLostAlerts(database: Database): Promise<void> {
  await execute(
    database,
    `update task_alerts set state = 'unknown', error_code = 'no-answer'
     where state = 'sending' and leased_until <= clock_timestamp()`,
  );
}
