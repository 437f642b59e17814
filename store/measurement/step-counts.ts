import type { Knex } from 'knex';
import { type Database, inTransaction, SHORT, type Transaction } from '../database/database.ts';
import { generate } from '../database/generated.ts';
import type { MessageState } from '../messages/messages.ts';
import { type RunFilter, runsMatching } from '../runs/run-filter.ts';

/** The runs that are counted: those of a journey that entered in a time. The lists behind the numbers ask by the same words. */
export type CountedRuns = Pick<RunFilter, 'workspace' | 'journey' | 'version' | 'enteredAfter' | 'observation'>;

export interface StepCounts {
  readonly entered: number;
  readonly open: number;
  readonly stuck: number;
  readonly ended: readonly { readonly reason: string; readonly runs: number }[];
  /** Runs whose customers reached the goal in time, and what that is worth. */
  readonly goal: { readonly runs: number; readonly value: number | null };
  /** The same, apart for runs that were treated and for those in the books only. */
  readonly arms: readonly ArmCount[];
  readonly arrived: readonly ArrivedCount[];
  readonly waiting: readonly { readonly step: string; readonly runs: number; readonly stuck: number }[];
  readonly messages: readonly MessageCount[];
}

/** treated: with steps. Else in the books only, by what drew them. */
export interface ArmCount {
  readonly arm: 'treated' | 'holdout' | 'global-control';
  readonly runs: number;
  readonly goals: number;
  readonly value: number | null;
}

export interface ArrivedCount {
  readonly step: string;
  /** Null: the runs are still there, or an exit took them away. */
  readonly path: string | null;
  readonly isThere: boolean;
  readonly runs: number;
  /** Half of them stayed no longer than this. Null: they are still there. */
  readonly medianMs: number | null;
}

export interface MessageCount {
  readonly step: string;
  readonly state: MessageState;
  /** Of blocked and deferred messages: which rule said so. */
  readonly rule: string | null;
  readonly messages: number;
}

/** How long PostgreSQL may take for one of these statements, in seconds. */
const MOST_SECONDS = 15;

/**
 * Counts from the rows that the lists show: no turn writes a counter. Where a run may come to a step more than once
 * (`repeats`), a run counts once; that takes a sort, so it is left out where each visit is of another run.
 */
export async function countSteps(
  database: Database,
  runs: CountedRuns,
  { repeats }: { repeats: boolean },
): Promise<StepCounts> {
  return inTransaction(
    database,
    async (trx) => {
      const read = <Row>(query: Knex.QueryBuilder) => readIn<Row>(trx, query);
      await trx.send('set local enable_seqscan = on', []); // it is about many rows
      const ends = await read<{ state: 'open' | 'stuck' | 'ended'; reason: string | null; runs: number }>(
        runsMatching(runs)
          .select(
            generate.raw(
              `case when run.ended_at is not null then 'ended' when run.stuck_at is not null then 'stuck' else 'open' end as state`,
            ),
            generate.raw('case when run.ended_at is not null then run.end_reason end as reason'),
            generate.raw('count(*) as runs'),
          )
          .groupByRaw('1, 2')
          .orderByRaw('3 desc, 2'),
      );
      const sum = (state: string) => ends.reduce((all, each) => all + (each.state === state ? each.runs : 0), 0);
      const arms = await read<ArmCount>(
        runsMatching(runs)
          .leftJoin('run_goals as goal', 'goal.journey_run_id', 'run.id')
          .select(
            generate.raw(`coalesce(run.books, 'treated') as arm`),
            generate.raw('count(*) as runs, count(goal.journey_run_id) as goals'),
            generate.raw('cast(sum(goal.value) as float8) as value'),
          )
          .groupByRaw('1')
          .orderByRaw('1'),
      );
      const values = arms.flatMap(({ value }) => value ?? []);
      return {
        entered: ends.reduce((all, each) => all + each.runs, 0),
        open: sum('open'),
        stuck: sum('stuck'),
        ended: ends.flatMap(({ state, reason, runs: count }) =>
          state === 'ended' ? [{ reason: reason ?? '', runs: count }] : [],
        ),
        goal: {
          runs: arms.reduce((all, { goals }) => all + goals, 0),
          value: values.length === 0 ? null : values.reduce((all, value) => all + value, 0),
        },
        arms,
        arrived: await read<ArrivedCount>(arrivedAt(runs, repeats)),
        waiting: await read<StepCounts['waiting'][number]>(waitingAt(runs)),
        messages: await read<MessageCount>(messagesOf(runs)),
      };
    },
    { ...SHORT, statementMs: MOST_SECONDS * 1_000 },
  );
}

function readIn<Row>(trx: Transaction, query: Knex.QueryBuilder): Promise<Row[]> {
  const { sql, bindings } = query.toSQL().toNative();
  return trx.queryUnprepared<Row>(sql, bindings);
}

function arrivedAt(runs: CountedRuns, repeats: boolean): Knex.QueryBuilder {
  return runsMatching(runs)
    .join('run_visits as visit', 'visit.journey_run_id', 'run.id')
    .select(
      'visit.step_id as step',
      'visit.path',
      generate.raw('visit.left_at is null as "isThere"'),
      generate.raw(`${repeats ? 'count(distinct run.id)' : 'count(*)'} as runs`),
      generate.raw(
        `cast(percentile_disc(0.5) within group (order by floor(extract(epoch from visit.left_at - visit.arrived_at) * 1000)) as float8) as "medianMs"`,
      ),
    )
    .groupByRaw('1, 2, 3')
    .orderByRaw('1, 2, 3');
}

/** From the tokens in the states of open runs, as the filter `step` reads them. */
function waitingAt(runs: CountedRuns): Knex.QueryBuilder {
  return runsMatching(runs)
    .whereNull('run.ended_at')
    .joinRaw(`cross join lateral jsonb_array_elements(run.state->'tokens') as token`)
    .select(
      generate.raw(`token->>'step' as step`),
      generate.raw('count(distinct run.id) as runs'),
      generate.raw('count(distinct run.id) filter (where run.stuck_at is not null) as stuck'),
    )
    .groupByRaw('1')
    .orderByRaw('1');
}

function messagesOf(runs: CountedRuns): Knex.QueryBuilder {
  return runsMatching(runs)
    .join('messages as message', 'message.journey_run_id', 'run.id')
    .select(
      'message.step_id as step',
      'message.state',
      generate.raw(`case when message.state in ('blocked', 'deferred') then message.rule end as rule`),
      generate.raw('count(*) as messages'),
    )
    .groupByRaw('1, 2, 3')
    .orderByRaw('1, 4 desc, 2, 3');
}
