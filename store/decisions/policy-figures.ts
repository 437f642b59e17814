import { type Database, rows, timestamp } from '../database/database.ts';

/** What a policy's page shows, from the decisions themselves. */
export interface CandidateFigures {
  readonly key: string | null;
  readonly by: string;
  readonly decisions: number;
  readonly trials: number;
  readonly voided: number;
  /** Trials whose time for rewards is over, what they brought, and the sum of the squares. */
  readonly closed: number;
  readonly goals: number;
  readonly value: number;
  readonly squares: number;
}

/** Decisions of the days before `now`, by candidate and by who chose. */
export async function readCandidateFigures(
  database: Database,
  { workspace, policyId, now, days }: { workspace: string; policyId: string; now: number; days: number },
): Promise<CandidateFigures[]> {
  return rows<CandidateFigures>(
    database,
    `select key, by, cast(count(*) as integer) as decisions, cast(count(*) filter (where is_trial and void is null) as integer) as trials,
       cast(count(*) filter (where void is not null) as integer) as voided, cast(count(*) filter (where closed) as integer) as closed,
       cast(count(*) filter (where closed and events > 0) as integer) as goals,
       cast(coalesce(sum(value) filter (where closed), 0) as double precision) as value,
       cast(coalesce(sum(value * value) filter (where closed), 0) as double precision) as squares
     from (
       select d.candidate_key as key, d.record->>'by' as by, d.is_trial, d.void,
         d.is_trial and d.void is null and d.closes_at <= cast(? as timestamptz) as closed, count(r.event_id) as events, coalesce(sum(r.value), 0) as value
       from decisions d left join decision_rewards r on r.journey_run_id = d.journey_run_id and r.visit = d.visit
       where d.workspace = ? and d.policy_id = ? and d.decided_at > cast(? as timestamptz) - make_interval(days => cast(? as integer))
       group by d.journey_run_id, d.visit) each
     group by 1, 2 order by 1, 2`,
    [timestamp(now), workspace, policyId, timestamp(now), days],
  );
}

export interface ShadowFigures {
  readonly policy: string;
  readonly chosen: string | null;
  readonly decisions: number;
  /** Of these, where the live policy chose the same. */
  readonly agreed: number;
}

/** What policies in shadow would have chosen, of the decisions of the days before `now`. */
export async function readShadowFigures(
  database: Database,
  { workspace, policyId, now, days }: { workspace: string; policyId: string; now: number; days: number },
): Promise<ShadowFigures[]> {
  return rows<ShadowFigures>(
    database,
    `select s->>'policy' as policy, s->>'chosen' as chosen, cast(count(*) as integer) as decisions,
       cast(count(*) filter (where s->>'chosen' is not distinct from d.record->>'chosen') as integer) as agreed
     from decisions d, jsonb_array_elements(d.record->'shadows') s
     where d.workspace = ? and d.policy_id = ? and d.decided_at > cast(? as timestamptz) - make_interval(days => cast(? as integer))
     group by 1, 2 order by 1, 3 desc, 2`,
    [workspace, policyId, timestamp(now), days],
  );
}

export interface RefusalFigures {
  readonly candidate: string;
  readonly rule: string;
  readonly value: string | null;
  readonly count: number;
}

/** Why candidates could not be chosen, in the newest decisions. */
export async function readRefusalFigures(
  database: Database,
  { workspace, policyId, newest }: { workspace: string; policyId: string; newest: number },
): Promise<RefusalFigures[]> {
  return rows<RefusalFigures>(
    database,
    `select c->>'id' as candidate, c->'refused'->>'rule' as rule, c->'refused'->>'value' as value, cast(count(*) as integer) as count
     from (select record from decisions where workspace = ? and policy_id = ? order by decided_at desc limit cast(? as integer)) d,
       jsonb_array_elements(d.record->'candidates') c
     where c->'refused' is not null group by 1, 2, 3 order by 4 desc, 1 limit 50`,
    [workspace, policyId, newest],
  );
}
