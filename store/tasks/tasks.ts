import { execute, rows, type Transaction, timestamp } from '../database/database.ts';

/**
 * tasks: what people were asked to do by runs, one row a visit. State, event, next state:
 *   open     claim, by a person who may                    claimed
 *   claimed  release                                       open
 *   open, claimed  answer                                  answered
 *   open, claimed  escalation: somebody else is asked      open
 *   open, claimed  the run leaves the step: time is up     overdue;  any other reason  cancelled
 * Who changes a task locks its row, after the run's where both are needed. Each change is a row of `task_history`.
 */
export const taskStates = ['open', 'claimed', 'answered', 'overdue', 'cancelled'] as const;
export type TaskState = (typeof taskStates)[number];

export const taskChanges = [
  'created',
  'claimed',
  'released',
  'reminded',
  'escalated',
  'answered',
  'overdue',
  'cancelled',
] as const;
export type TaskChange = (typeof taskChanges)[number];

/** Who is asked: a group (and by rotation one of its members, the assignee), or a person. */
export interface TaskAsked {
  readonly group: string | null;
  readonly person: string | null;
  readonly assignee: string | null;
}

export interface NewTask extends TaskAsked {
  readonly id: string;
  readonly workspace: string;
  readonly journeyRunId: string;
  readonly visit: number;
  readonly journeyId: string;
  readonly step: string;
  readonly title: string;
  readonly instruction: string;
  readonly choices: readonly string[];
  readonly remindAt: number | undefined;
  readonly escalateAt: number | undefined;
  readonly dueAt: number | undefined;
  readonly createdAt: number;
}

/** A task under its lock. */
export interface LockedTask extends TaskAsked {
  readonly id: string;
  readonly workspace: string;
  readonly journeyRunId: string;
  readonly visit: number;
  readonly choices: readonly string[];
  readonly state: TaskState;
  readonly choice: string | null;
  readonly closedAt: number | null;
  readonly remindedAt: number | null;
  readonly escalatedAt: number | null;
}

const lockedTask = `id, workspace, journey_run_id as "journeyRunId", visit, choices, group_id as "group", person, assignee, state,
  choice, closed_at as "closedAt", reminded_at as "remindedAt", escalated_at as "escalatedAt"`;

const optional = (moment: number | undefined) => (moment === undefined ? null : timestamp(moment));

/** Stores a new task. Asked for twice by one visit, it is stored once. */
export async function insertTask(trx: Transaction, task: NewTask): Promise<void> {
  await execute(
    trx,
    `with new as (
       insert into tasks (id, workspace, journey_run_id, visit, journey_id, step_id, title, instruction, choices, group_id, person,
                          assignee, state, remind_at, escalate_at, due_at, created_at, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as text[]), ?, ?, ?, 'open', ?, ?, ?, ?, ?)
       on conflict (journey_run_id, visit) do nothing returning id, created_at, assignee, group_id)
     insert into task_history (task_id, seq, at, what, person, group_id)
     select id, 1, created_at, 'created', assignee, group_id from new`,
    [
      task.id,
      task.workspace,
      task.journeyRunId,
      task.visit,
      task.journeyId,
      task.step,
      task.title,
      task.instruction,
      [...task.choices],
      task.group,
      task.person,
      task.assignee,
      optional(task.remindAt),
      optional(task.escalateAt),
      optional(task.dueAt),
      timestamp(task.createdAt),
      timestamp(task.createdAt),
    ],
  );
}

export async function lockTask(trx: Transaction, workspace: string, id: string): Promise<LockedTask | undefined> {
  const [task] = await rows<LockedTask>(
    trx,
    `select ${lockedTask} from tasks where workspace = ? and id = ? for no key update`,
    [workspace, id],
  );
  return task;
}

/** The task of a visit whose run's lock is held. */
export async function lockTaskOfVisit(
  trx: Transaction,
  journeyRunId: string,
  visit: number,
): Promise<LockedTask | undefined> {
  const [task] = await rows<LockedTask>(
    trx,
    `select ${lockedTask} from tasks where journey_run_id = ? and visit = ? for no key update`,
    [journeyRunId, visit],
  );
  return task;
}

/** The run that asks; undefined where there is no such task. */
export async function findRunOfTask(trx: Transaction, workspace: string, id: string): Promise<string | undefined> {
  const [task] = await rows<{ journeyRunId: string }>(
    trx,
    `select journey_run_id as "journeyRunId" from tasks where workspace = ? and id = ?`,
    [workspace, id],
  );
  return task?.journeyRunId;
}

/** What changes about a task, with the person and the group that its history names. */
export interface TaskMove {
  readonly what: Exclude<TaskChange, 'created'>;
  readonly at: number;
  readonly by: string | null;
  readonly group?: string | null;
  readonly state: TaskState;
  readonly asked: TaskAsked;
  readonly choice?: string | undefined;
  readonly note?: string | undefined;
}

/** Stores a change and its row of history. The task's lock is held. */
export async function changeTask(trx: Transaction, id: string, change: TaskMove): Promise<void> {
  const { what, at, by, group = null, state, asked, choice, note } = change;
  const isClosed = state !== 'open' && state !== 'claimed';
  await execute(
    trx,
    `with changed as (
       update tasks set state = ?, group_id = ?, person = ?, assignee = ?, choice = ?, note = ?, updated_at = ?, closed_at = ?,
         reminded_at = case when ? = 'reminded' then cast(? as timestamptz) else reminded_at end,
         escalated_at = case when ? = 'escalated' then cast(? as timestamptz) else escalated_at end
       where id = ? returning id)
     insert into task_history (task_id, seq, at, what, person, group_id)
     select id, (select max(seq) + 1 from task_history where task_id = changed.id), ?, ?, ?, ? from changed`,
    [
      state,
      asked.group,
      asked.person,
      asked.assignee,
      choice ?? null,
      note ?? null,
      timestamp(at),
      isClosed ? timestamp(at) : null,
      what,
      timestamp(at),
      what,
      timestamp(at),
      id,
      timestamp(at),
      what,
      by,
      group,
    ],
  );
}

/** The number of this task among those that the group's rotation gives out, from 0. Locks the group's row: after all others. */
export async function nextInRotation(trx: Transaction, workspace: string, group: string): Promise<number> {
  const [rotation] = await rows<{ given: number }>(
    trx,
    `insert into task_rotations (workspace, group_id, given) values (?, ?, 1)
     on conflict (workspace, group_id) do update set given = task_rotations.given + 1 returning given`,
    [workspace, group],
  );
  return (rotation?.given ?? 1) - 1;
}
