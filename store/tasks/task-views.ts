import { type Database, rows, type Transaction } from '../database/database.ts';
import { generate, readGenerated } from '../database/generated.ts';
import type { AlertedChange, TaskAlertState } from './task-alerts.ts';
import type { TaskChange, TaskState } from './tasks.ts';

/** Tasks as people look at them. Moments are epoch milliseconds. */
export interface TaskSummary {
  readonly id: string;
  readonly journey: string;
  readonly step: string;
  readonly title: string;
  readonly journeyRunId: string;
  readonly customerId: string;
  /** As its sender calls the customer; null for those who are only known anonymously. */
  readonly userId: string | null;
  readonly group: string | null;
  readonly person: string | null;
  readonly assignee: string | null;
  readonly state: TaskState;
  readonly choice: string | null;
  readonly dueAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
}

export interface TaskView extends TaskSummary {
  readonly visit: number;
  readonly instruction: string;
  readonly choices: readonly string[];
  readonly note: string | null;
  readonly remindAt: number | null;
  readonly escalateAt: number | null;
  readonly history: readonly TaskHistoryEntry[];
  readonly alerts: readonly TaskAlertView[];
}

/** What became of telling somebody about a change: by an alert of the configuration, else by e-mail to the person. */
export interface TaskAlertView {
  readonly what: AlertedChange;
  readonly alert: string | null;
  readonly address: string | null;
  readonly state: TaskAlertState;
  readonly errorCode: string | null;
}

export interface TaskHistoryEntry {
  readonly at: number;
  readonly what: TaskChange;
  readonly person: string | null;
  readonly group: string | null;
}

const summary = `task.id, task.journey_id as journey, task.step_id as step, task.title, task.journey_run_id as "journeyRunId",
  run.customer_id as "customerId",
  (select min(value) from identities where customer_id = run.customer_id and kind = 'user_id') as "userId",
  task.group_id as "group", task.person, task.assignee, task.state, task.choice, task.due_at as "dueAt",
  task.created_at as "createdAt", task.updated_at as "updatedAt", task.closed_at as "closedAt"`;

const view = `${summary}, task.visit, task.instruction, task.choices, task.note, task.remind_at as "remindAt",
  task.escalate_at as "escalateAt",
  (select json_agg(json_build_object('at', floor(extract(epoch from at) * 1000), 'what', what, 'person', h.person, 'group', h.group_id)
            order by seq)
   from task_history h where h.task_id = task.id) as history,
  (select coalesce(json_agg(json_build_object('what', what, 'alert', alert, 'address', address, 'state', a.state, 'errorCode', error_code)
            order by a.id), '[]')
   from task_alerts a where a.task_id = task.id) as alerts`;

export interface TaskFilter {
  readonly workspace: string;
  readonly group?: string | undefined;
  readonly assignee?: string | undefined;
  /** "unanswered": open and claimed. */
  readonly state?: TaskState | 'unanswered' | undefined;
  readonly userId?: string | undefined;
  /** newest: by their ids. due: what is due first, then what has no end; those of one moment the oldest first. Default: newest. */
  readonly order?: 'newest' | 'due' | undefined;
  /** The id after which the page begins. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const dueFirst = (task: string) => `coalesce(${task}.due_at, 'infinity')`;

/** Ids are UUIDv7: their order is the order in which tasks were made. */
export async function listTasks(
  database: Database,
  { workspace, group, assignee, state, userId, order = 'newest', after, limit }: TaskFilter,
): Promise<TaskSummary[]> {
  const tasks = generate('tasks as task')
    .join('journey_runs as run', 'run.id', 'task.journey_run_id')
    .select(generate.raw(summary))
    .where('task.workspace', workspace)
    .limit(limit);
  if (order === 'newest') tasks.orderBy('task.id', 'desc');
  else tasks.orderByRaw(`${dueFirst('task')}, task.id`);
  if (group !== undefined) tasks.where('task.group_id', group);
  if (assignee !== undefined) tasks.where('task.assignee', assignee);
  if (state === 'unanswered') tasks.whereNull('task.closed_at');
  else if (state !== undefined) tasks.where('task.state', state);
  if (after !== undefined && order === 'newest') tasks.where('task.id', '<', after);
  if (after !== undefined && order === 'due')
    tasks.whereRaw(`(${dueFirst('task')}, task.id) > (select ${dueFirst('t')}, t.id from tasks t where t.id = ?)`, [
      after,
    ]);
  if (userId !== undefined) {
    const identity = { workspace, kind: 'user_id', value: userId };
    tasks.where('run.customer_id', generate('identities').select('customer_id').where(identity));
  }
  return readGenerated<TaskSummary>(database, tasks);
}

export async function findTaskView(
  database: Database | Transaction,
  workspace: string,
  id: string,
): Promise<TaskView | undefined> {
  const [task] = await rows<TaskView>(
    database,
    `select ${view} from tasks task join journey_runs run on run.id = task.journey_run_id
     where task.workspace = ? and task.id = ?`,
    [workspace, id],
  );
  return task;
}

/** The tasks of one run, in the order of their visits. */
export async function listTasksOfRun(database: Database, journeyRunId: string): Promise<TaskView[]> {
  return rows<TaskView>(
    database,
    `select ${view} from tasks task join journey_runs run on run.id = task.journey_run_id
     where task.journey_run_id = ? order by task.visit`,
    [journeyRunId],
  );
}
