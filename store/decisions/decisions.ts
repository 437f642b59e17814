import type { LoggedDecision } from '../../core/decision/evaluate.ts';
import type { DecisionRecord } from '../../core/decision/record.ts';
import { type Database, execute, rows, type Transaction, timestamp } from '../database/database.ts';

/**
 * decisions and policy_feedback: a decision and the trial that it is are inserted together, by the turn that opened its visit. The
 * run's lock is held, and a visit is opened once, so neither is there twice.
 */
export interface NewDecision {
  readonly visit: number;
  readonly step: string;
  readonly record: DecisionRecord;
  /** Rewards count until then. */
  readonly closesAt: number;
}

const hourMs = 3_600_000;

/** The key of what was chosen, as the learner knows it. */
function keyOfChosen({ candidates, chosen }: DecisionRecord): string | null {
  return candidates.find(({ id }) => id === chosen)?.key ?? null;
}

export async function insertDecisions(
  trx: Transaction,
  {
    journeyRunId,
    workspace,
    customerId,
    at,
    decisions,
  }: {
    journeyRunId: string;
    workspace: string;
    customerId: string;
    at: number;
    decisions: readonly NewDecision[];
  },
): Promise<void> {
  if (decisions.length === 0) return;
  await execute(
    trx,
    `with made as (
       insert into decisions (journey_run_id, workspace, customer_id, decided_at, cohort, visit, step_id, policy_id, policy_version,
                              closes_at, candidate_key, context, is_trial, record)
       select ?, ?, ?, cast(? as timestamptz), cast(? as timestamptz), new.*
       from unnest(cast(? as integer[]), cast(? as text[]), cast(? as text[]), cast(? as integer[]), cast(? as timestamptz[]),
                   cast(? as text[]), cast(? as text[]), cast(? as boolean[]), cast(? as jsonb[]))
         as new (visit, step_id, policy_id, policy_version, closes_at, candidate_key, context, is_trial, record)
       returning workspace, policy_id, candidate_key, cohort, context, is_trial)
     insert into policy_feedback (workspace, policy_id, candidate_key, cohort, context, trials, goals, value, squares)
     select workspace, policy_id, candidate_key, cohort, context, 1, 0, 0, 0 from made where is_trial and candidate_key is not null`,
    [
      ...[journeyRunId, workspace, customerId, timestamp(at), timestamp(Math.floor(at / hourMs) * hourMs)],
      decisions.map(({ visit }) => visit),
      decisions.map(({ step }) => step),
      decisions.map(({ record }) => record.policy),
      decisions.map(({ record }) => record.version),
      decisions.map(({ closesAt }) => timestamp(closesAt)),
      decisions.map(({ record }) => keyOfChosen(record)),
      decisions.map(({ record }) => record.context),
      decisions.map(({ record }) => record.isTrial),
      decisions.map(({ record }) => JSON.stringify(record)),
    ],
  );
}

export interface RewardingEvent {
  readonly customerId: string;
  readonly policyId: string;
  readonly eventId: string;
  readonly at: number;
  readonly value: number;
  /** Only the first event after a decision counts. */
  readonly isFirstOnly: boolean;
  /** Only decisions of the run that sent this message. */
  readonly messageId?: string | undefined;
}

/** How late an event may come and still count by its own time. */
const LATE_DAYS = 7;

/**
 * Adds what an event is worth to the latest decision about its customer. One event at a time: each sees what the one before did.
 * The customer's lock is held; a decision is locked, so that making it void waits or is seen.
 */
export async function rewardDecision(trx: Transaction, event: RewardingEvent, acceptedAt: number): Promise<void> {
  const { customerId, policyId, eventId, at, value, isFirstOnly, messageId } = event;
  await execute(
    trx,
    `with decided as (
       select d.* from decisions d
       where d.customer_id = ? and d.policy_id = ? and d.is_trial and d.void is null and d.candidate_key is not null
         and d.decided_at <= cast(? as timestamptz) and d.closes_at >= cast(? as timestamptz)
         and d.closes_at >= cast(? as timestamptz) - interval '${LATE_DAYS} days'
         ${messageId === undefined ? '' : 'and d.journey_run_id = (select journey_run_id from messages where id = cast(? as uuid))'}
       order by d.decided_at desc, d.visit desc limit 1 for no key update),
     earlier as (
       select count(*) as events, coalesce(sum(value), 0) as value from decision_rewards r
       where (r.journey_run_id, r.visit) in (select journey_run_id, visit from decided)),
     rewarded as (
       insert into decision_rewards (journey_run_id, visit, event_id, value, part, at)
       select journey_run_id, visit, cast(? as uuid), cast(? as numeric),
         least(59, greatest(0, floor(60 * extract(epoch from cast(? as timestamptz) - decided_at)
           / greatest(extract(epoch from closes_at - decided_at), 0.001)))), cast(? as timestamptz)
       from decided, earlier where ${isFirstOnly ? 'earlier.events = 0' : 'true'}
       on conflict do nothing returning value)
     insert into policy_feedback (workspace, policy_id, candidate_key, cohort, context, trials, goals, value, squares)
     select decided.workspace, decided.policy_id, decided.candidate_key, decided.cohort, decided.context, 0,
       case when earlier.events = 0 then 1 else 0 end, rewarded.value,
       (earlier.value + rewarded.value) * (earlier.value + rewarded.value) - earlier.value * earlier.value
     from rewarded, decided, earlier`,
    [
      ...[customerId, policyId, timestamp(at), timestamp(at), timestamp(acceptedAt)],
      ...(messageId === undefined ? [] : [messageId]),
      ...[eventId, value, timestamp(at), timestamp(at)],
    ],
  );
}

/** What we did wrong teaches nothing about a candidate: its trial and its rewards are taken back. The second time does nothing. */
export async function voidDecision(
  trx: Transaction,
  { journeyRunId, visit, reason }: { journeyRunId: string; visit: number; reason: string },
): Promise<void> {
  // Locked first: a reward that is being added is then seen by the next statement.
  await execute(trx, `select 1 from decisions where journey_run_id = ? and visit = ? for no key update`, [
    journeyRunId,
    visit,
  ]);
  await execute(
    trx,
    `with voided as (
       update decisions set void = ? where journey_run_id = ? and visit = ? and is_trial and void is null and candidate_key is not null
       returning workspace, policy_id, candidate_key, cohort, context),
     rewards as (
       select count(*) as events, coalesce(sum(value), 0) as value from decision_rewards where journey_run_id = ? and visit = ?)
     insert into policy_feedback (workspace, policy_id, candidate_key, cohort, context, trials, goals, value, squares)
     select voided.*, -1, -least(rewards.events, 1), -rewards.value, -rewards.value * rewards.value from voided, rewards`,
    [reason, journeyRunId, visit, journeyRunId, visit],
  );
}

/** The same of the decision that a message carries out; of one that carries out none, nothing. */
export async function voidDecisionOf(trx: Transaction, messageId: string, reason: string): Promise<void> {
  const [message] = await rows<{ journeyRunId: string; visit: number }>(
    trx,
    `select journey_run_id as "journeyRunId", decision_visit as visit from messages where id = ? and decision_visit is not null`,
    [messageId],
  );
  if (message) await voidDecision(trx, { ...message, reason });
}

export interface StoredDecision {
  readonly visit: number;
  readonly step: string;
  readonly decidedAt: number;
  readonly closesAt: number;
  readonly void: string | null;
  readonly record: DecisionRecord;
  readonly rewards: number;
  readonly value: number;
}

const decisionColumns = `d.visit, d.step_id as step, d.decided_at as "decidedAt", d.closes_at as "closesAt", d.void, d.record,
       (select cast(count(*) as integer) from decision_rewards r where r.journey_run_id = d.journey_run_id and r.visit = d.visit) as rewards,
       (select cast(coalesce(sum(value), 0) as double precision) from decision_rewards r
        where r.journey_run_id = d.journey_run_id and r.visit = d.visit) as value`;

/** The decisions of a run, in order; of one visit where it is given. */
export async function listDecisions(
  on: Database | Transaction,
  { workspace, journeyRunId, visit }: { workspace: string; journeyRunId: string; visit?: number | undefined },
): Promise<StoredDecision[]> {
  return rows<StoredDecision>(
    on,
    `select ${decisionColumns} from decisions d
     where d.workspace = ? and d.journey_run_id = ? and d.visit = coalesce(cast(? as integer), d.visit) order by d.visit`,
    [workspace, journeyRunId, visit ?? null],
  );
}

/** The newest decisions of a policy, with whom they are about. */
export async function listPolicyDecisions(
  database: Database,
  { workspace, policyId, limit }: { workspace: string; policyId: string; limit: number },
): Promise<(StoredDecision & { readonly run: string; readonly customerId: string | null })[]> {
  return rows(
    database,
    `select ${decisionColumns}, d.journey_run_id as run, d.customer_id as "customerId" from decisions d
     where d.workspace = ? and d.policy_id = ? order by d.decided_at desc limit ?`,
    [workspace, policyId, limit],
  );
}

export interface LoggedRow extends LoggedDecision {
  readonly record: DecisionRecord;
}

/** Closed trials of a policy, the newest first, as an evaluation needs them. */
export async function readDecisionLog(
  on: Database | Transaction,
  { workspace, policyId, now, limit }: { workspace: string; policyId: string; now: number; limit: number },
): Promise<LoggedRow[]> {
  const found = await rows<{ record: DecisionRecord; key: string; context: string; goals: number; value: number }>(
    on,
    `select d.record, d.candidate_key as key, coalesce(d.context, '') as context,
       (select cast(count(*) as integer) from decision_rewards r where r.journey_run_id = d.journey_run_id and r.visit = d.visit) as goals,
       (select cast(coalesce(sum(value), 0) as double precision) from decision_rewards r
        where r.journey_run_id = d.journey_run_id and r.visit = d.visit) as value
     from decisions d
     where d.workspace = ? and d.policy_id = ? and d.is_trial and d.void is null and d.candidate_key is not null
       and d.closes_at <= cast(? as timestamptz)
     order by d.decided_at desc limit ?`,
    [workspace, policyId, timestamp(now), limit],
  );
  return found.map(({ record, key, context, value }) => ({
    record,
    context,
    action: key,
    propensity: (record.candidates.find((candidate) => candidate.key === key)?.ppm ?? 0) / 1_000_000,
    reward: value,
  }));
}

/** Gives the decisions about a customer who was joined into another to that one. */
export async function moveDecisions(trx: Transaction, { from, into }: { from: string; into: string }): Promise<number> {
  const moved = await rows(trx, `update decisions set customer_id = ? where customer_id = ? returning visit`, [
    into,
    from,
  ]);
  return moved.length;
}
