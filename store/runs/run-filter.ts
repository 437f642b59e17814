import type { Knex } from 'knex';
import { generate } from '../database/generated.ts';
import { within } from '../database/moments-and-ids.ts';

export const runStatuses = ['open', 'ended', 'stuck'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Which runs are meant: lists, counts behind numbers and bulk acts ask by the same words. */
export interface RunFilter {
  readonly workspace: string;
  readonly userId?: string | undefined;
  readonly customer?: string | undefined;
  readonly journey?: string | undefined;
  readonly version?: number | undefined;
  /** Any but this one. */
  readonly notVersion?: number | undefined;
  /** Only runs of this observation; null: only live ones. */
  readonly observation?: string | null | undefined;
  /** Only runs in whose time nothing left, or only others. */
  readonly observed?: boolean | undefined;
  /** Alone: the run waits at this step. With `path`, `came` or `blockedBy` it says of which step. */
  readonly step?: string | undefined;
  /** The run left a step by this path: `step`, where it is given. */
  readonly path?: string | undefined;
  /** The run came to `step` at some time, wherever it is now. */
  readonly came?: boolean | undefined;
  readonly status?: RunStatus | undefined;
  readonly endReason?: string | undefined;
  /** A rule blocked a message of the run: one of `step`, where it is given. */
  readonly blockedBy?: string | undefined;
  /** The code of the error by which it is stuck. */
  readonly cause?: string | undefined;
  /** Epoch milliseconds: from then on, and before then. */
  readonly enteredAfter?: number | undefined;
  readonly enteredBefore?: number | undefined;
}

/** The runs that a filter means, as `run`; without order or limit. */
export function runsMatching(filter: RunFilter): Knex.QueryBuilder {
  const { workspace, userId, customer, journey, version, status, endReason, cause } = filter;
  const runs = generate('journey_runs as run').where('run.workspace', workspace);
  if (customer !== undefined) runs.where('run.customer_id', customer);
  if (userId !== undefined) {
    const identity = { workspace, kind: 'user_id', value: userId };
    runs.where('run.customer_id', generate('identities').select('customer_id').where(identity));
  }
  if (journey !== undefined) runs.where('run.journey_id', journey);
  if (filter.observation === null) runs.whereNull('run.observation');
  else if (filter.observation !== undefined) runs.where('run.observation', filter.observation);
  if (filter.observed !== undefined) runs[filter.observed ? 'whereNotNull' : 'whereNull']('run.observation');
  if (version !== undefined) runs.where('run.version', version);
  if (filter.notVersion !== undefined) runs.whereNot('run.version', filter.notVersion);
  if (endReason !== undefined) runs.whereNotNull('run.ended_at').where('run.end_reason', endReason);
  if (cause !== undefined)
    runs.whereIn('run.stuck_error_id', (failures) => failures.select('id').from('failures').where('code', cause));
  if (status === 'ended') runs.whereNotNull('run.ended_at');
  if (status === 'open') runs.whereNull('run.ended_at').whereNull('run.stuck_at');
  if (status === 'stuck' || cause !== undefined) runs.whereNull('run.ended_at').whereNotNull('run.stuck_at');
  const { enteredAfter: from, enteredBefore: before } = filter;
  within(runs, { workspace, moment: 'run.entered_at', id: 'run.id', from, before });
  visited(runs, filter);
  return runs;
}

/** What the run did at a step: its visits, its messages, or its tokens of now. */
function visited(runs: Knex.QueryBuilder, { workspace, step, path, came, blockedBy }: RunFilter): void {
  if (blockedBy !== undefined) {
    const blocked = generate('messages as m').select('m.journey_run_id').where({
      'm.workspace': workspace,
      'm.blocked_by': blockedBy,
    });
    if (step !== undefined) blocked.where('m.step_id', step);
    runs.whereIn('run.id', blocked);
  }
  if (path !== undefined || came) {
    const visit = generate('run_visits as visit').select(generate.raw('1')).whereRaw('visit.journey_run_id = run.id');
    if (step !== undefined) visit.where('visit.step_id', step);
    if (path !== undefined) visit.where('visit.path', path);
    runs.whereExists(visit);
  }
  if (step !== undefined && path === undefined && blockedBy === undefined && !came) runs.modify(waitsAt, step);
}

/**
 * Its tokens of now are in its state: the engine keeps them there, and nowhere else. Not by `@>`, of which PostgreSQL
 * expects one hit in a thousand: it would read and sort all runs of the journey for the first page (50,000: 600 ms, so 2).
 */
function waitsAt(runs: Knex.QueryBuilder, step: string): void {
  const token = `select 1 from jsonb_array_elements(run.state->'tokens') as token where token->>'step' = ?`;
  runs.whereNull('run.ended_at').whereRaw(`exists (${token})`, [step]);
}
