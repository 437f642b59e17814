import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import type { PolicyDefinition } from '../../decision/policy.ts';
import { idSchema, pathsSchema, stepTitle } from '../definition/index.ts';
import { type AnyStep, defineStep, type StepContext } from '../step-type.ts';

/**
 * decide: chooses one of a policy's candidates and leaves at once. Later steps refer to what it gives as `decided.<step>.…`.
 *   with a path `else`: by the path that has the candidate's id, else by `else`
 *   without: by `next`
 *   `nothing`, where there is such a path: nothing was chosen     `none`: none could be
 */
const schema = z
  .strictObject({
    type: z.literal('decide'),
    title: stepTitle,
    policy: idSchema.describe('The policy; its live version decides.'),
    paths: pathsSchema,
  })
  .describe(
    'Chooses by a policy. Leaves by `next`, or by a path with the id of the candidate, else by `else`; by `nothing` or `none` where it has such a path.',
  );

export type DecideStep = z.infer<typeof schema>;

const special = ['nothing', 'none'];

export const decide = defineStep<DecideStep>({
  type: 'decide',
  schema,
  paths({ paths }) {
    if (!Object.hasOwn(paths, 'else')) return { required: ['next'], optional: special };
    const others = Object.keys(paths).filter((path) => path !== 'else' && !special.includes(path));
    return { required: ['else', ...others], optional: special };
  },
  subscriptions: () => [],
  draws: () => true,
  decides: ({ policy }) => policy,
  describe: ({ policy }) => `deciding by ${policy}`,
  summary: ({ policy }) => policy,
  describePath(_step, path) {
    if (path === 'none') return 'no candidate could be chosen';
    if (path === 'nothing') return 'doing nothing was chosen';
    return path === 'next' || path === 'else' ? 'a candidate was chosen' : `${path} was chosen`;
  },
  check: (step, context) => checkPolicy(step, context),
  evaluate(step, token, turn) {
    const decided = turn.decide(token, step.policy);
    const policy = turn.facts.decisions?.policies.get(step.policy)?.definition;
    return { kind: 'proceed', path: pathFor(step, decided.record.chosen, policy), decided };
  },
});

export function isDecide(step: AnyStep): step is DecideStep {
  return step.type === decide.type;
}

function pathFor({ paths }: DecideStep, chosen: string | null, policy: PolicyDefinition | undefined): string {
  const has = (path: string) => Object.hasOwn(paths, path);
  const otherwise = has('else') ? 'else' : 'next';
  if (chosen === null) return has('none') ? 'none' : otherwise;
  if (policy?.candidates.find(({ id }) => id === chosen)?.nothing && has('nothing')) return 'nothing';
  return has('else') && has(chosen) ? chosen : otherwise;
}

function checkPolicy({ policy: id, paths }: DecideStep, { where, known, definition }: StepContext): readonly Problem[] {
  if (!known?.policies) return [];
  const policy = known.policies.get(id);
  if (!policy) {
    return [
      {
        code: 'unknown-policy',
        where: `${where}.policy`,
        problem: `There is no policy "${id}".`,
        remedy: didYouMean(id, [...known.policies.keys()]),
      },
    ];
  }
  const ids = policy.candidates.map((candidate) => candidate.id);
  const problems = Object.keys(paths)
    .filter((path) => ![...special, 'next', 'else', ...ids].includes(path))
    .map(
      (path): Problem => ({
        code: 'unknown-candidate',
        where: `${where}.paths.${path}`,
        problem: `The policy "${id}" has no candidate "${path}".`,
        remedy: didYouMean(path, ids),
      }),
    );
  if (definition.purpose === 'marketing' && policy.purpose === 'transactional') {
    problems.push({
      code: 'policy-of-other-purpose',
      where: `${where}.policy`,
      problem: `The policy "${id}" is for transactional journeys, and this one is marketing.`,
      remedy: 'Publish the policy with "purpose": "marketing", or use another.',
    });
  }
  return problems;
}
