import { z } from 'zod';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import { checkCondition } from '../../condition/check.ts';
import type { PolicyDefinition } from '../../decision/policy.ts';
import { idSchema, pathsSchema, placeInRun, stepTitle } from '../definition/index.ts';
import type { Kinds } from '../kinds.ts';
import { type AnyStep, defineStep, type Evaluation, type SaidChoice, type StepContext } from '../step-type.ts';
import { approvalSchema, needsApproval, proposalOf, rejected } from './approval.ts';
import { checkAsked, describeAsked, taskMoments } from './asked.ts';

/**
 * decide: chooses one of a policy's candidates and leaves at once. Later steps refer to what it gives as `decided.<step>.…`.
 *   with a path `else`: by the path that has the candidate's id, else by `else`
 *   without: by `next`
 *   with `approve`: a person takes one of the best or `rejected`, which without such a path goes as `nothing` does
 *   `nothing`, where there is such a path: nothing was chosen     `none`: none could be
 */
const schema = z
  .strictObject({
    type: z.literal('decide'),
    title: stepTitle,
    policy: idSchema.describe('The policy; its live version decides.'),
    approve: approvalSchema.optional(),
    paths: pathsSchema,
  })
  .describe(
    'Chooses by a policy. Leaves by `next`, or by a path with the id of the candidate, else by `else`; by `nothing` or `none` where it has such a path.',
  );

export type DecideStep = z.infer<typeof schema>;

const special = ['nothing', 'none', rejected];

export const decide = defineStep<DecideStep>({
  type: 'decide',
  schema,
  paths({ paths }) {
    if (!Object.hasOwn(paths, 'else')) return { required: ['next'], optional: special };
    const others = Object.keys(paths).filter((path) => path !== 'else' && !special.includes(path));
    return { required: ['else', ...others], optional: special };
  },
  subscriptions: () => [],
  uses: ({ approve }): Kinds => (approve ? { job: ['task'], input: ['job-settled'] } : {}),
  draws: () => true,
  decides: ({ policy }) => policy,
  describe: ({ policy, approve }) =>
    approve ? `waiting for ${describeAsked(approve)} to approve the choice of ${policy}` : `deciding by ${policy}`,
  summary: ({ policy, approve }) => (approve ? `${policy}, approved by ${describeAsked(approve)}` : policy),
  describePath(_step, path) {
    if (path === 'none') return 'no candidate could be chosen';
    if (path === rejected) return 'a person rejected the proposal';
    if (path === 'nothing') return 'doing nothing was chosen';
    return path === 'next' || path === 'else' ? 'a candidate was chosen' : `${path} was chosen`;
  },
  check: (step, context) => [
    ...checkPolicy(step, context),
    ...(step.approve ? checkAsked(step.approve, `${context.where}.approve`, context) : []),
    ...(step.approve?.when
      ? checkCondition(`${context.where}.approve.when`, step.approve.when, placeInRun(context.definition))
      : []),
  ],
  evaluate(step, token, turn) {
    const policy = turn.facts.decisions?.policies.get(step.policy)?.definition;
    const go = (said?: SaidChoice): Evaluation => {
      const decided = turn.decide(token, step.policy, said);
      const { chosen, by } = decided.record;
      const isRejected = chosen === null && by === 'person' && Object.hasOwn(step.paths, rejected);
      return { kind: 'proceed', path: isRejected ? rejected : pathFor(step, chosen, policy), decided };
    };
    const { approve } = step;
    if (!approve) return go();
    const { answer } = token.outcome ?? {};
    if (answer !== undefined) return go({ by: 'person', candidate: answer === rejected ? null : answer });
    const { dueAt, remindAt } = taskMoments(approve, token.arrivedAt, turn.after);
    if (turn.isRequested(token.visit) && dueAt !== undefined && turn.isPast(dueAt)) {
      if (approve.ifLate === 'take') return go();
      return go({ by: 'fallback', candidate: approve.ifLate === 'fallback' ? (policy?.fallback ?? null) : null });
    }
    const ahead = [dueAt, remindAt].filter((moment) => moment !== undefined && !turn.isPast(moment)) as number[];
    const until = ahead.length === 0 ? undefined : Math.min(...ahead);
    if (turn.isRequested(token.visit)) return { kind: 'request-job', job: 'task', until };
    const decided = go();
    const record = decided.kind === 'proceed' ? decided.decided?.record : undefined;
    if (!record || !needsApproval(approve, record, policy, turn)) return decided;
    return { kind: 'request-job', job: 'task', until, left: proposalOf(record, token.visit) };
  },
});

export function isDecide(step: AnyStep): step is DecideStep {
  return step.type === decide.type;
}

function pathFor({ paths }: DecideStep, chosen: string | null, policy: PolicyDefinition | undefined): string {
  const has = (path: string) => Object.hasOwn(paths, path);
  const otherwise = has('else') ? 'else' : 'next';
  if (chosen === null) return has('none') ? 'none' : has('nothing') ? 'nothing' : otherwise;
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
