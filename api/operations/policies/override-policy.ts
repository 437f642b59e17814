import { z } from 'zod';
import { conditionSchema } from '../../../core/condition/schema.ts';
import { withCatalogue } from '../../../services/decisions/policies.ts';
import { addOverride, endOverride } from '../../../store/decisions/overrides.ts';
import { findPolicy } from '../../../store/decisions/policies.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { exampleOverride, overrideSchema, overrideView, policyNotFound, policyParams } from './schemas.ts';

const unknownCandidate = defineError({
  status: 422,
  code: 'unknown-candidate',
  when: 'the policy has no such candidate',
  text: (id: string) => ({
    where: 'body.candidate',
    problem: `there is no candidate "${id}"`,
    remedy: 'GET /v1/policies/{id} lists the candidates.',
  }),
  example: ['ten-procent'],
});

const shared = { tag: 'journeys', key: 'admin', right: 'operate' } as const;

export const overridePolicy = defineOperation({
  ...shared,
  id: 'overridePolicy',
  method: 'post',
  path: '/v1/policies/{id}/overrides',
  summary: 'Pin or ban a candidate',
  description: `A pin makes it the choice wherever it may be chosen, a ban takes it out; for all, or for those of whom a condition holds.
It counts from the next decision on. Pinned choices are recorded and not learned from.`,
  params: policyParams,
  notFound: policyNotFound,
  body: {
    limit: 64 * 1024,
    depth: 30,
    schema: z.strictObject({
      kind: z.enum(['pin', 'ban']),
      candidate: z.string().min(1).max(80),
      when: conditionSchema.optional(),
      reason: z.string().trim().min(1).max(300).describe('For those who wonder.'),
      until: z.iso.datetime({ offset: true }).optional(),
    }),
    examples: {
      ban: {
        summary: 'Out until Monday',
        value: { kind: 'ban', candidate: 'ten-percent', reason: 'sold out until Monday' },
      },
    },
  },
  answer: {
    description: 'It holds.',
    schema: overrideSchema,
    examples: { ban: { summary: 'A ban', value: exampleOverride } },
  },
  errors: [dataRefused, unknownCandidate],
  async handle({ params: { id }, body, workspace, keyTitle }, { database }) {
    const policy = await findPolicy(database, { workspace, id });
    if (!policy) throw policyNotFound(id);
    const { kind, candidate, when, reason, until } = body;
    const { candidates } = await withCatalogue(database, workspace, policy.definition);
    if (!candidates.some((each) => each.id === candidate)) throw unknownCandidate(candidate);
    const made = await addOverride(database, {
      ...{ workspace, policyId: id, kind, candidate, when, reason, by: keyTitle },
      until: until === undefined ? undefined : Date.parse(until),
    });
    return overrideView(made);
  },
});

const overrideNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such pin or ban that holds',
  text: (id: string) => ({
    where: `overrides.${id}`,
    problem: 'there is no such pin or ban that holds',
    remedy: 'GET /v1/policies/{id} lists those that do.',
  }),
  example: [exampleOverride.id],
});

export const endPolicyOverride = defineOperation({
  ...shared,
  id: 'endPolicyOverride',
  method: 'delete',
  path: '/v1/policies/{id}/overrides/{override}',
  summary: 'Undo a pin or a ban',
  description: 'It counts from the next decision on.',
  params: policyParams.extend({ override: z.uuid().describe('The id of a pin or a ban.') }),
  notFound: overrideNotFound,
  answer: doneAnswer('It is undone.'),
  errors: [],
  async handle({ params: { id, override }, workspace, keyTitle }, { database }) {
    if (!(await endOverride(database, { workspace, policyId: id, id: override, by: keyTitle })))
      throw overrideNotFound(override);
    return done;
  },
});
