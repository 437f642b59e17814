import { didYouMean } from '../../core/base/nearest.ts';
import type { Problem } from '../../core/base/problem.ts';
import { withOffers } from '../../core/decision/expand-offers.ts';
import type { LiveOffer } from '../../core/decision/offer.ts';
import { keyOf, meaningOfPolicy, type PolicyDefinition } from '../../core/decision/policy.ts';
import { editedCandidates, validatePolicy } from '../../core/decision/validate-policy.ts';
import type { Transaction } from '../../store/database/database.ts';
import { listPolicies } from '../../store/decisions/policies.ts';
import type { PublishChange } from '../../store/journeys/journeys.ts';
import { publishVersion } from '../../store/versions/publish-version.ts';
import { readWritten } from './read-written.ts';

export interface PolicyPlan {
  readonly definitions: readonly PolicyDefinition[];
  /** All there will be, by their ids, with the offers of their sources among their candidates. */
  readonly known: ReadonlyMap<string, PolicyDefinition>;
  readonly problems: readonly Problem[];
}

export interface PublishedPolicy {
  readonly id: string;
  readonly version: number;
  readonly change: PublishChange;
}

/** Reads the policies of a publication, beside those that are stored. */
export async function planPolicies(
  trx: Transaction,
  workspace: string,
  written: readonly unknown[],
  offers: readonly LiveOffer[],
): Promise<PolicyPlan> {
  const stored = new Map((await listPolicies(trx, workspace)).map(({ id, definition }) => [id, definition]));
  const { definitions, problems: found } = readWritten('policies', written, (json) => {
    const { policy: definition, problems } = validatePolicy(json);
    const before = definition && stored.get(definition.id);
    const edited = definition && before ? editedCandidates(before, definition, keyOf) : [];
    return { definition, problems: [...problems, ...edited] };
  });
  const problems = [...found];
  const known = new Map(
    [...stored.values(), ...definitions].map((definition) => [definition.id, withOffers(definition, offers)] as const),
  );
  problems.push(...definitions.flatMap((definition) => shadowProblems(definition, known)));
  for (const { id, fallback } of definitions) {
    const ids = known.get(id)?.candidates.map((candidate) => candidate.id) ?? [];
    if (fallback !== undefined && !ids.includes(fallback))
      problems.push({
        code: 'unknown-candidate',
        where: `${id}: fallback`,
        problem: `There is no candidate "${fallback}".`,
        remedy: didYouMean(fallback, ids),
      });
  }
  problems.push(...placementProblems(definitions, known));
  return { definitions, known, problems };
}

/** A placement is served by one policy. */
function placementProblems(
  definitions: readonly PolicyDefinition[],
  known: ReadonlyMap<string, PolicyDefinition>,
): readonly Problem[] {
  return definitions.flatMap(({ id, placement }) => {
    const other = [...known.values()].find((each) => each.id !== id && each.placement === placement);
    if (placement === undefined || !other) return [];
    return [
      {
        code: 'placement-twice',
        where: `${id}: placement`,
        problem: `The policy "${other.id}" serves the placement "${placement}" already.`,
        remedy: 'Name another placement, or publish that policy without one.',
      },
    ];
  });
}

function shadowProblems(
  { id, shadows = [] }: PolicyDefinition,
  known: ReadonlyMap<string, PolicyDefinition>,
): readonly Problem[] {
  return shadows
    .filter((shadow) => shadow === id || !known.has(shadow))
    .map((shadow) => ({
      code: 'unknown-policy',
      where: `${id}: shadows`,
      problem: shadow === id ? 'A policy is no shadow of itself.' : `There is no policy "${shadow}".`,
      remedy:
        shadow === id
          ? 'Name another policy.'
          : didYouMean(
              shadow,
              [...known.keys()].filter((each) => each !== id),
            ),
    }));
}

export async function writePolicies(
  trx: Transaction,
  { workspace, now, by }: { workspace: string; now: number; by: string | undefined },
  { definitions }: PolicyPlan,
): Promise<PublishedPolicy[]> {
  const published: PublishedPolicy[] = [];
  for (const definition of definitions) {
    const meaning = meaningOfPolicy(definition);
    const version = await publishVersion(trx, 'policy', { workspace, definition, meaning, now, by });
    published.push({ id: definition.id, ...version });
  }
  return published;
}
