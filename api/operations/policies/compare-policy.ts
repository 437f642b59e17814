import { z } from 'zod';
import { describeComparison } from '../../../core/decision/compare.ts';
import { policySchema } from '../../../core/decision/policy.ts';
import { validatePolicy } from '../../../core/decision/validate-policy.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { compareOnLog } from '../../../services/decisions/policies.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { findPolicy } from '../../../store/decisions/policies.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { policyNotFound, policyParams } from './schemas.ts';

const otherRefused = defineError({
  status: 422,
  code: 'policy-refused',
  when: 'the other policy is not right, or there is none',
  text: (problem: string) => ({
    where: 'body',
    problem,
    remedy: 'Give "other", the id of a published policy, or "policy", a definition that could be published.',
  }),
  example: ['there is no policy "return-ofer"'],
});

export const comparePolicies = defineOperation({
  id: 'comparePolicies',
  method: 'post',
  path: '/v1/policies/{id}/compare',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Compare a policy with another',
  description: `What the other policy would have brought on the decisions of this one whose time for rewards is over, at most 50,000.
It publishes nothing. Estimates are SNIPS and doubly robust, with 95 % intervals; below an effective sample of 200 nothing is said.`,
  params: policyParams,
  notFound: policyNotFound,
  body: {
    limit: 256 * 1024,
    depth: 64,
    schema: z.strictObject({
      other: idSchema.optional().describe('A published policy.'),
      policy: policySchema.optional().describe('Or a definition that is not published.'),
    }),
    examples: { other: { summary: 'With a published one', value: { other: 'return-offer-plain' } } },
  },
  answer: {
    description: 'What is known.',
    schema: z.strictObject({
      decisions: z.int(),
      brought: z.number(),
      verdict: z.enum(['not-tellable', 'better', 'worse', 'no-difference-seen']),
      difference: z.number(),
      se: z.number(),
      estimate: z.strictObject({
        dr: z.number(),
        drSe: z.number(),
        snips: z.number(),
        snipsSe: z.number(),
        effectiveSample: z.number(),
        greatestWeight: z.number(),
      }),
      words: z.array(z.string()),
    }),
    examples: {
      unknown: {
        summary: 'Too early',
        value: {
          decisions: 120,
          brought: 1.2,
          verdict: 'not-tellable',
          difference: 0.1,
          se: 0.4,
          estimate: { dr: 1.3, drSe: 0.4, snips: 1.25, snipsSe: 0.45, effectiveSample: 44, greatestWeight: 8 },
          words: ["Too few decisions speak for it: which is better can't be told from this log."],
        },
      },
    },
  },
  errors: [dataRefused, otherRefused],
  async handle({ params: { id }, body: { other, policy }, workspace }, { database }) {
    const one = await findPolicy(database, { workspace, id });
    if (!one) throw policyNotFound(id);
    const stored = other === undefined ? undefined : await findPolicy(database, { workspace, id: other });
    if (other !== undefined && !stored) throw otherRefused(`there is no policy "${other}"`);
    const written = policy === undefined ? undefined : validatePolicy(policy);
    const definition = stored?.definition ?? written?.policy;
    if (!definition) throw otherRefused(written?.problems[0]?.problem ?? 'no other policy is given');
    const now = await workspaceClock(database, workspace).now();
    // A definition that is not published has what the published one has learned.
    const learned = stored ?? one;
    const compared = await compareOnLog(database, { workspace, now }, one, {
      definition,
      policyId: learned.id,
      stateNumber: learned.stateNumber,
    });
    const { decisions, brought, verdict, difference, se } = compared;
    const { dr, drSe, snips, snipsSe, effectiveSample, greatestWeight } = compared.other;
    return {
      ...{ decisions, brought, verdict, difference, se },
      estimate: { dr, drSe, snips, snipsSe, effectiveSample, greatestWeight },
      words: [...describeComparison(id, stored ? stored.id : 'the new policy', compared)],
    };
  },
});
