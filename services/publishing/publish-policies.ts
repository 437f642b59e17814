import { didYouMean } from '../../core/base/nearest.ts';
import type { Problem } from '../../core/base/problem.ts';
import { keyOf, type PolicyDefinition } from '../../core/decision/policy.ts';
import { editedCandidates, validatePolicy } from '../../core/decision/validate-policy.ts';
import type { Transaction } from '../../store/database/database.ts';
import { listPolicies, publishPolicy } from '../../store/decisions/policies.ts';
import type { PublishChange } from '../../store/journeys/journeys.ts';
import { SHOWN } from './publication.ts';

export interface PolicyPlan {
  readonly definitions: readonly PolicyDefinition[];
  /** All there will be, by their ids. */
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
): Promise<PolicyPlan> {
  const stored = new Map((await listPolicies(trx, workspace)).map(({ id, definition }) => [id, definition]));
  const problems: Problem[] = [];
  const definitions = written.flatMap((json, index) => {
    const { policy, problems: found } = validatePolicy(json);
    const before = policy && stored.get(policy.id);
    const id = (json as { id?: unknown } | null)?.id;
    const name = typeof id === 'string' ? id.slice(0, SHOWN) : `policies[${index}]`;
    const edited = policy && before ? editedCandidates(before, policy, keyOf) : [];
    problems.push(...[...found, ...edited].map((problem) => ({ ...problem, where: `${name}: ${problem.where}` })));
    return policy ? [policy] : [];
  });
  const known = new Map([...stored, ...definitions.map((definition) => [definition.id, definition] as const)]);
  problems.push(...definitions.flatMap((definition) => shadowProblems(definition, known)));
  return { definitions, known, problems };
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
  for (const definition of definitions)
    published.push({ id: definition.id, ...(await publishPolicy(trx, { workspace, definition, now, by })) });
  return published;
}
