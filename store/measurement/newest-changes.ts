import { type Database, rows } from '../database/database.ts';

/**
 * Marks of what is newest: a mark that differs from the one before says that its subject changed. They are read from ends
 * of indexes, sequences and single rows, so no turn and no intake writes anything for them.
 *   runs       each enqueued run moves the outbox's sequence; the turn of a timer moves the earliest due moment
 *   operators  everything that a person changes has an entry in the audit log
 * Ends of indexes are those of all workspaces: another one's change is a hint too many, never one too few.
 */
export const generalSubjects = ['journeys', 'runs', 'messages', 'events', 'tasks', 'operators'] as const;
export type GeneralSubject = (typeof generalSubjects)[number];
export type GeneralMarks = Readonly<Record<GeneralSubject, string>>;

/** Rows that are counted: beyond them, the newest one says enough. */
const MOST = 500;

export async function readGeneralMarks(database: Database, workspace: string): Promise<GeneralMarks> {
  const [newest] = await rows<Record<string, string>>(
    database,
    `select
       (select concat_ws(' ', catalog_number, configuration_version) from workspaces where id = ?) as journeys,
       concat_ws(' ', (select last_value from outbox_generation),
         (select due_at from journey_runs where ended_at is null and stuck_at is null order by due_at limit 1),
         (select ended_at from journey_runs where workspace = ? and ended_at is not null order by ended_at desc limit 1),
         (select concat_ws(' ', count(*), max(stuck_at)) from
           (select stuck_at from journey_runs where stuck_at is not null order by stuck_at desc limit ${MOST}) stuck)) as runs,
       concat_ws(' ', (select id from messages order by id desc limit 1),
         (select concat_ws(' ', count(*), max(last_at)) from channel_alarms where workspace = ?)) as messages,
       (select concat_ws(' ', accepted_at, id) from events order by accepted_at desc, id desc limit 1) as events,
       concat_ws(' ', (select id from tasks order by id desc limit 1),
         (select count(*) from (select 1 from tasks where workspace = ? and closed_at is null limit ${MOST}) open)) as tasks,
       concat_ws(' ', (select id from audit_entries where workspace = ? order by id desc limit 1),
         (select concat_ws(' ', count(*), max(since)) from kill_switches where workspace = ?)) as operators`,
    Array.from({ length: 6 }, () => workspace),
  );
  const { journeys = '', runs = '', messages = '', events = '', tasks = '', operators = '' } = newest ?? {};
  return {
    journeys,
    runs,
    messages: `${messages} ${runs} ${events}`, // a turn, a delivery or feedback changes them
    events,
    tasks: `${tasks} ${operators}`,
    operators,
  };
}

/** The marks of single runs: exact. Those that are not there have none. */
export async function readRunMarks(
  database: Database,
  workspace: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return marksOf(
    await rows(
      database,
      `select run.id, concat_ws(' ', run.turns, run.last_seq, run.consumed, run.ended_at, run.stuck_at, run.goal_until,
         (select concat_ws(' ', count(*), sum(attempt), max(updated_at)) from messages where journey_run_id = run.id),
         (select concat_ws(' ', count(*), max(updated_at)) from tasks where journey_run_id = run.id)) as mark
       from journey_runs run where run.workspace = ? and run.id = any(cast(? as uuid[]))`,
      [workspace, [...ids]],
    ),
  );
}

/** The marks of single customers: their row, newest event, runs and newest messages. */
export async function readCustomerMarks(
  database: Database,
  workspace: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return marksOf(
    await rows(
      database,
      `select customer.id, concat_ws(' ', cast(customer.xmin as text),
         (select accepted_at from events where customer_id = customer.id order by accepted_at desc limit 1),
         (select concat_ws(' ', count(*), sum(turns), sum(last_seq), max(ended_at), max(stuck_at)) from
           (select turns, last_seq, ended_at, stuck_at from journey_runs where customer_id = customer.id limit ${MOST}) runs),
         (select concat_ws(' ', count(*), sum(attempt), max(updated_at)) from
           (select attempt, updated_at from messages where customer_id = customer.id order by created_at desc limit 50) sent)
         ) as mark
       from customers customer where customer.workspace = ? and customer.id = any(cast(? as uuid[]))`,
      [workspace, [...ids]],
    ),
  );
}

function marksOf(found: readonly { readonly id: string; readonly mark: string }[]): ReadonlyMap<string, string> {
  return new Map(found.map(({ id, mark }) => [id, mark]));
}
