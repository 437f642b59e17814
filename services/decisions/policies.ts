import type { LivePolicy } from '../../core/decision/choose.ts';
import { comparePolicy, type PolicyComparison } from '../../core/decision/compare.ts';
import { describeContext } from '../../core/decision/context.ts';
import { withOffers } from '../../core/decision/expand-offers.ts';
import { keyOf, type PolicyDefinition } from '../../core/decision/policy.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { stepTypes } from '../../core/journey/steps/index.ts';
import type { Database } from '../../store/database/database.ts';
import { readCellTotals } from '../../store/decisions/cells.ts';
import { readDecisionLog } from '../../store/decisions/decisions.ts';
import { listOffers } from '../../store/decisions/offers.ts';
import { listOverrides, type StoredOverride } from '../../store/decisions/overrides.ts';
import { listPolicies, type StoredPolicy } from '../../store/decisions/policies.ts';
import {
  type RefusalFigures,
  readCandidateFigures,
  readRefusalFigures,
  readShadowFigures,
  type ShadowFigures,
} from '../../store/decisions/policy-figures.ts';
import { getPolicyModel } from '../../store/decisions/states.ts';
import { listLiveDefinitions } from '../../store/journeys/journeys.ts';

const DAYS = 30;
const NEWEST = 2_000;
const MOST_LOGGED = 50_000;
const MOST_CELLS = 300;

export interface CandidateView {
  readonly id: string;
  readonly title: string | null;
  /** Of the decisions of the last thirty days. */
  readonly decisions: number;
  /** Trials whose time for rewards is over, how many had a reward, and what each brought, its cost taken off. */
  readonly closed: number;
  readonly goals: number;
  readonly worth: number | null;
  readonly voided: number;
  /** What the state believes of it, over all customers; null: it depends on who it is, or nothing is believed. */
  readonly believed: number | null;
}

export interface Lift {
  readonly policy: number;
  readonly baseline: number;
  readonly difference: number;
  readonly se: number;
  readonly decisions: { readonly policy: number; readonly baseline: number };
}

/** What the learner has counted of a candidate among customers of one kind, over all time. */
export interface CellView {
  readonly candidate: string;
  /** Which customers: "orders under 2"; "": all of them. */
  readonly context: string;
  readonly trials: number;
  readonly goals: number;
  /** What a trial brought, its cost taken off. */
  readonly worth: number;
}

/** A decide step of a live journey. */
export interface PolicyUse {
  readonly journey: string;
  readonly step: string;
  /** A person approves what is chosen before anything happens. */
  readonly isApproved: boolean;
}

export interface PolicyView {
  readonly candidates: readonly CandidateView[];
  readonly refusals: readonly RefusalFigures[];
  /** What the policy brings over serving evenly; null: there is no baseline, or nothing of it has closed. */
  readonly lift: Lift | null;
  readonly overrides: readonly StoredOverride[];
  readonly shadows: readonly ShadowFigures[];
  readonly cells: readonly CellView[];
  readonly uses: readonly PolicyUse[];
}

/** The policy with the offers of its sources as they are now. */
export async function withCatalogue(
  database: Database,
  workspace: string,
  definition: PolicyDefinition,
): Promise<PolicyDefinition> {
  return definition.sources ? withOffers(definition, await listOffers(database, workspace)) : definition;
}

/** What a policy has chosen, what came of it, and what it believes. */
export async function viewPolicy(
  database: Database,
  { workspace, now }: { workspace: string; now: number },
  { id: policyId, definition: written, stateNumber }: StoredPolicy,
): Promise<PolicyView> {
  const place = { workspace, policyId };
  const definition = await withCatalogue(database, workspace, written);
  const [figures, refusals, overrides, shadows, model, totals, live] = await Promise.all([
    readCandidateFigures(database, { ...place, now, days: DAYS }),
    readRefusalFigures(database, { ...place, newest: NEWEST }),
    listOverrides(database, place),
    readShadowFigures(database, { ...place, now, days: DAYS }),
    stateNumber === null ? undefined : getPolicyModel(database, database, { ...place, number: stateNumber }),
    readCellTotals(database, { ...place, limit: MOST_CELLS }),
    listLiveDefinitions(database, workspace),
  ]);
  const costs = new Map(definition.candidates.map((candidate) => [keyOf(candidate), candidate.cost ?? 0]));
  const candidates = definition.candidates.map((candidate): CandidateView => {
    const key = keyOf(candidate);
    const own = figures.filter((each) => each.key === key);
    const sum = (name: 'decisions' | 'closed' | 'goals' | 'voided' | 'value') =>
      own.reduce((all, each) => all + each[name], 0);
    const closed = sum('closed');
    const learned = model && model.kind !== 'linear' ? model.candidates[key] : undefined;
    return {
      id: candidate.id,
      title: candidate.title ?? null,
      decisions: sum('decisions'),
      closed,
      goals: sum('goals'),
      worth: closed === 0 ? null : sum('value') / closed - (candidate.cost ?? 0),
      voided: sum('voided'),
      believed: learned === undefined ? null : 'a' in learned ? learned.a / (learned.a + learned.b) : learned.mean,
    };
  });
  const features = definition.rank.by === 'linear' ? definition.rank.context : [];
  const cells = totals.flatMap(({ key, context, trials, goals, value }): CellView[] => {
    const candidate = definition.candidates.find((each) => keyOf(each) === key);
    if (!candidate) return [];
    const worth = value / trials - (candidate.cost ?? 0);
    return [{ candidate: candidate.id, context: describeContext(features, context), trials, goals, worth }];
  });
  const uses = live.flatMap((journey) => usesIn(journey, policyId));
  return { candidates, refusals, overrides, shadows, lift: liftOf(figures, costs), cells, uses };
}

function usesIn({ id, steps }: JourneyDefinition, policyId: string): readonly PolicyUse[] {
  return Object.entries(steps)
    .filter(([, step]) => stepTypes.get(step.type)?.decides?.(step) === policyId)
    .map(([step, { approve }]) => ({ journey: id, step, isApproved: approve !== undefined }));
}

function liftOf(
  figures: Awaited<ReturnType<typeof readCandidateFigures>>,
  costs: ReadonlyMap<string, number>,
): Lift | null {
  const [policy, baseline] = ['policy', 'baseline'].map((by) => {
    const sums = { count: 0, value: 0, squares: 0 };
    for (const each of figures.filter((figure) => figure.by === by)) {
      const cost = costs.get(each.key ?? '') ?? 0;
      sums.count += each.closed;
      sums.value += each.value - cost * each.closed;
      sums.squares += each.squares - 2 * cost * each.value + cost * cost * each.closed;
    }
    const mean = sums.value / Math.max(sums.count, 1);
    return { count: sums.count, mean, variance: Math.max(sums.squares / Math.max(sums.count, 1) - mean * mean, 0) };
  });
  if (!policy || !baseline || policy.count < 2 || baseline.count < 2) return null;
  return {
    policy: policy.mean,
    baseline: baseline.mean,
    difference: policy.mean - baseline.mean,
    se: Math.sqrt(policy.variance / policy.count + baseline.variance / baseline.count),
    decisions: { policy: policy.count, baseline: baseline.count },
  };
}

/** What another policy would have brought on the decisions of this one. */
export async function compareOnLog(
  database: Database,
  { workspace, now }: { workspace: string; now: number },
  one: StoredPolicy,
  other: { readonly definition: PolicyDefinition; readonly policyId?: string; readonly stateNumber: number | null },
): Promise<PolicyComparison> {
  const log = await readDecisionLog(database, { workspace, policyId: one.id, now, limit: MOST_LOGGED });
  const definition = await withCatalogue(database, workspace, one.definition);
  const costs = new Map(definition.candidates.map((candidate) => [keyOf(candidate), candidate.cost ?? 0]));
  const number = other.stateNumber;
  const policyId = other.policyId ?? one.id;
  const model = number === null ? undefined : await getPolicyModel(database, database, { workspace, policyId, number });
  const judged: LivePolicy = {
    definition: await withCatalogue(database, workspace, other.definition),
    version: 0,
    ...(model && number !== null && { state: { number, model } }),
  };
  const net = log
    .filter(({ propensity }) => propensity > 0)
    .map((logged) => ({ ...logged, reward: logged.reward - (costs.get(logged.action) ?? 0) }));
  return comparePolicy(net, definition, judged);
}

/** The live versions of these policies, with what was learned and what people decided. */
export async function livePolicies(
  database: Database,
  workspace: string,
  ids: readonly string[],
): Promise<readonly LivePolicy[]> {
  if (ids.length === 0) return [];
  const stored = (await listPolicies(database, workspace)).filter(({ id }) => ids.includes(id));
  return Promise.all(
    stored.map(async ({ id: policyId, version, definition, stateNumber }): Promise<LivePolicy> => {
      const place = { workspace, policyId };
      const [overrides, model] = await Promise.all([
        listOverrides(database, place),
        stateNumber === null ? undefined : getPolicyModel(database, database, { ...place, number: stateNumber }),
      ]);
      return {
        definition: await withCatalogue(database, workspace, definition),
        version,
        overrides: overrides.map(({ kind, candidate, when, until }) => ({
          ...{ kind, candidate },
          when: when ?? undefined,
          until: until ?? undefined,
        })),
        ...(model && stateNumber !== null && { state: { number: stateNumber, model } }),
      };
    }),
  );
}
