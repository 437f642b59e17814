import type { NotMeasured } from '../../core/condition/not-measured.ts';
import type { Books } from '../../core/journey/books.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Input } from '../../core/journey/engine/inputs/index.ts';
import type { Exit, JobOutcome, RunState } from '../../core/journey/engine/run-state.ts';
import type { MachineSign } from '../../core/message/machine-signs.ts';
import { type CallView, listCallsOfRun } from '../calls/calls.ts';
import { type Database, rows } from '../database/database.ts';
import { generate, readGenerated } from '../database/generated.ts';
import { listDecisions, type StoredDecision } from '../decisions/decisions.ts';
import { type AttemptOutcome, type MessageState, notMeasuredOf } from '../messages/messages.ts';
import { listTasksOfRun, type TaskView } from '../tasks/task-views.ts';
import { type RunFilter, type RunStatus, runsMatching } from './run-filter.ts';

/** Runs as people look at them. Moments are epoch milliseconds. */
export interface RunSummary {
  readonly id: string;
  readonly journey: string;
  readonly version: number;
  readonly customerId: string;
  /** As its sender calls the customer; null for those who are only known anonymously. */
  readonly userId: string | null;
  readonly key: string | null;
  readonly status: RunStatus;
  readonly label: string;
  /** The run is in the books only: it has no steps. */
  readonly books: Books | null;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly stuckAt: number | null;
  readonly stuckErrorId: string | null;
  /** The code of that error. */
  readonly stuckErrorCode: string | null;
}

export interface RunView extends RunSummary {
  /** Since when it waits for room to enter; null: it does not. */
  readonly queuedAt: number | null;
  /** By when something should happen by itself; null: nothing will. */
  readonly dueAt: number | null;
  /** Why the run left before its path ended. */
  readonly exit: Exit | null;
  /** Of its interrupts, as the engine keeps it. */
  readonly skipped: RunState['skipped'] | null;
  readonly interrupts: RunState['interrupts'] | null;
  readonly stuckErrorText: string | null;
  readonly visits: readonly VisitView[];
  readonly inputs: readonly InputView[];
  readonly messages: readonly MessageView[];
  readonly tasks: readonly TaskView[];
  readonly calls: readonly CallView[];
  readonly decisions: readonly StoredDecision[];
  /** The goal that was reached; null: it was not, or there is none. */
  readonly goal: GoalView | null;
  /** Until when the goal may still be reached; null: there is none, it was reached, or its time is over. */
  readonly goalUntil: number | null;
}

export interface GoalView {
  readonly reachedAt: number;
  /** Null where the event is not stored any more. */
  readonly event: string | null;
  readonly value: number | null;
}

export interface VisitView {
  readonly visit: number;
  readonly step: string;
  readonly arrivedAt: number;
  readonly leftAt: number | null;
  /** Null: the run is at this step, or an exit ended the visit. */
  readonly path: string | null;
}

export interface InputView {
  readonly seq: number;
  readonly kind: Input['kind'];
  /** Of a migration: the version in which the run is to go on. */
  readonly version: number | null;
  readonly event: string | null;
  /** The event's own time, as its sender says. */
  readonly occurredAt: number | null;
  /** When it was accepted. */
  readonly at: number;
  readonly taken: boolean;
  /** Of what a job says: its visit, how it ended or until when it is deferred, and the rule that said so. */
  readonly visit: number | null;
  readonly result: JobOutcome['result'] | null;
  readonly rule: string | null;
  /** Of a task: the choice. */
  readonly answer: string | null;
  readonly deferredUntilAt: number | null;
  /** Of an operator's exit; of consent, the topic that was withdrawn, or "marketing". */
  readonly reason: string | null;
  /** Of a change of the customer: the traits that changed. */
  readonly traits: readonly string[] | null;
  /** Of an entry by schedule or date: its id in the journey, and the day. */
  readonly entry: { readonly id: string; readonly date: string } | null;
}

export interface MessageView {
  readonly id: string;
  readonly visit: number;
  readonly step: string;
  readonly channel: string;
  readonly template: string;
  readonly templateVersion: number | null;
  /** Null: the parts without a language. */
  readonly language: string | null;
  readonly state: MessageState;
  /** The number of the newest attempt: how many there were. */
  readonly attempt: number;
  readonly rule: string | null;
  readonly ruleValue: string | null;
  /** What of it is not measured, though its channel could. */
  readonly notMeasured: NotMeasured | null;
  /** What machines did with it: stored, but it wakes nothing and meets no condition. */
  readonly byMachines: readonly {
    readonly kind: 'opened' | 'clicked';
    readonly sign: MachineSign;
    readonly times: number;
  }[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The newest ones, MOST_ATTEMPTS at most, oldest first. */
  readonly attempts: readonly AttemptView[];
}

/** A message that is tried for a day has hundreds of attempts. */
export const MOST_ATTEMPTS = 10;

export interface AttemptView {
  readonly attempt: number;
  readonly channel: string;
  /** Null: it is under way. */
  readonly outcome: AttemptOutcome | null;
  /** What the provider answered when it took the message. */
  readonly providerId: string | null;
  readonly errorCode: string | null;
  readonly errorId: string | null;
  /** May quote the provider, and what was sent to it. */
  readonly errorText: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

const columns = `run.id, run.journey_id as journey, run.version, run.customer_id as "customerId",
  (select min(value) from identities where customer_id = run.customer_id and kind = 'user_id') as "userId", run.key,
  case when run.ended_at is not null then 'ended' when run.stuck_at is not null then 'stuck' else 'open' end as status,
  run.label, run.books, run.entered_at as "enteredAt", run.ended_at as "endedAt", run.end_reason as "endReason",
  run.stuck_at as "stuckAt", run.stuck_error_id as "stuckErrorId",
  (select code from failures where id = run.stuck_error_id) as "stuckErrorCode"`;

export interface RunPage extends RunFilter {
  /** The id after which the page begins; newest first. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Ids are UUIDv7: their order is the order of entry. */
export async function listRuns(database: Database, { after, limit, ...filter }: RunPage): Promise<RunSummary[]> {
  const runs = runsMatching(filter).select(generate.raw(columns)).orderBy('run.id', 'desc').limit(limit);
  if (after !== undefined) runs.where('run.id', '<', after);
  return readGenerated<RunSummary>(database, runs);
}

/** How many runs a filter means, counted up to `most`. */
export async function countRuns(database: Database, filter: RunFilter, most: number): Promise<number> {
  const some = runsMatching(filter).select(generate.raw('1')).limit(most).as('some');
  const [found] = await readGenerated<{ count: number }>(database, generate.from(some).count('* as count'));
  return found?.count ?? 0;
}

/** A run with all that happened, and the definition it follows. */
export async function findRunView(
  database: Database,
  workspace: string,
  id: string,
): Promise<{ run: RunView; definition: JourneyDefinition } | undefined> {
  type Found = Omit<RunView, 'visits' | 'inputs' | 'messages' | 'tasks' | 'calls' | 'decisions'> & {
    consumed: number;
    definition: JourneyDefinition;
  };
  const [found] = await rows<Found>(
    database,
    `select ${columns}, run.due_at as "dueAt", run.queued_at as "queuedAt", run.state->'exit' as exit, run.state->'skipped' as skipped,
            run.state->'interrupts' as interrupts, failure.message as "stuckErrorText", run.consumed, version.definition, run.goal_until as "goalUntil",
            (select json_build_object('reachedAt', floor(extract(epoch from g.reached_at) * 1000), 'event', e.name,
                                      'value', cast(g.value as float8))
             from run_goals g left join events e on e.id = g.event_id and e.accepted_at = g.event_accepted_at
             where g.journey_run_id = run.id) as goal
     from journey_runs run
     join journey_versions version
       on version.workspace = run.workspace and version.journey_id = run.journey_id and version.version = run.version
     left join failures failure on failure.id = run.stuck_error_id
     where run.workspace = ? and run.id = ?`,
    [workspace, id],
  );
  if (!found) return undefined;
  const { consumed, definition, ...run } = found;
  const visits = await rows<VisitView>(
    database,
    `select visit, step_id as step, arrived_at as "arrivedAt", left_at as "leftAt", path from run_visits where journey_run_id = ? order by visit`,
    [id],
  );
  const inputs = await rows<InputView>(
    database,
    `select i.seq, i.kind, e.name as event, e.occurred_at as "occurredAt", i.accepted_at as at, i.seq <= ? as taken,
            cast(i.body->>'visit' as integer) as visit, i.body->'outcome'->>'result' as result,
             coalesce(i.body->>'rule', i.body->'outcome'->>'rule') as rule, i.body->'outcome'->>'answer' as answer,
             cast(i.body->>'until' as float8) as "deferredUntilAt", coalesce(i.body->>'reason', i.body->>'consent') as reason,
            i.body->'traits' as traits,
            case when i.seq = 1 and e.type = 'entry' and e.name in ('Entered by Schedule', 'Entered by Date')
              then json_build_object('id', coalesce(e.properties->>'schedule', e.properties->>'entry'), 'date', e.properties->>'date')
            end as entry,
            case when i.kind = 'migrated' then cast(i.body->>'version' as integer) end as version
     from run_inputs i left join events e on e.id = i.event_id and e.accepted_at = i.event_accepted_at
     where i.journey_run_id = ? order by i.seq`,
    [consumed, id],
  );
  const messages = await rows<MessageView>(
    database,
    `select m.id, m.visit, m.step_id as step, m.channel, m.template_id as template, m.template_version as "templateVersion",
            m.language, m.state, m.attempt, m.rule, m.rule_value as "ruleValue", ${notMeasuredOf} as "notMeasured", m.created_at as "createdAt", m.updated_at as "updatedAt",
            (select coalesce(json_agg(latest.attempt order by latest.number), '[]') from (
               select a.attempt as number, json_build_object('attempt', a.attempt, 'channel', a.channel, 'outcome', a.outcome,
                        'providerId', a.provider_id, 'errorCode', a.error_code, 'errorId', a.error_id, 'errorText', failure.message,
                        'startedAt', floor(extract(epoch from a.started_at) * 1000),
                        'endedAt', floor(extract(epoch from a.ended_at) * 1000)) as attempt
               from message_attempts a left join failures failure on failure.id = a.error_id
               where a.message_id = m.id order by a.attempt desc limit ?) latest) as attempts,
            (select coalesce(json_agg(json_build_object('kind', f.kind, 'sign', f.machine, 'times', f.times)), '[]') from (
               select kind, machine, count(*) as times from message_feedback
               where message_id = m.id and machine is not null group by kind, machine order by kind, machine) f) as "byMachines"
     from messages m where m.journey_run_id = ? order by m.visit`,
    [MOST_ATTEMPTS, id],
  );
  const tasks = await listTasksOfRun(database, id);
  const calls = await listCallsOfRun(database, id);
  const decisions = await listDecisions(database, { workspace, journeyRunId: id });
  return { run: { ...run, visits, inputs, messages, tasks, calls, decisions }, definition };
}
