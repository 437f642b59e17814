import { z } from 'zod';
import { conditionSchema } from '../../../core/condition/schema.ts';
import { policySchema } from '../../../core/decision/policy.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import type { StoredOverride } from '../../../store/decisions/overrides.ts';
import { defineError } from '../../define-error.ts';

export const policyParams = z.strictObject({ id: idSchema.describe('The id of a policy.') });

export const policyNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such policy',
  text: (id: string) => ({
    where: `policies.${id}`,
    problem: 'there is no such policy',
    remedy: 'GET /v1/policies lists them; `throughline push` publishes those of a folder.',
  }),
  example: ['return-offer'],
});

export const policySummary = z.strictObject({
  id: idSchema,
  version: z.int(),
  title: z.string().nullable(),
  rank: z.string().describe('How it chooses: order, formula, shares, thompson or linear.'),
  candidates: z.int(),
  state: z
    .int()
    .nullable()
    .describe('The number of the newest state of what it learned; null: it has learned nothing.'),
  updatedAt: z.iso.datetime(),
});

export const exampleSummary = {
  id: 'return-offer',
  version: 3,
  title: 'Winning back: which offer',
  rank: 'linear',
  candidates: 4,
  state: 214,
  updatedAt: '2026-03-02T08:30:00.000Z',
};

export const overrideSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['pin', 'ban']),
  candidate: z.string(),
  when: conditionSchema.nullable().describe('Only customers of whom it holds.'),
  reason: z.string().nullable(),
  by: z.string().nullable(),
  madeAt: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
});

export const exampleOverride = {
  id: '019f5f2e-7c00-7000-8000-000000000001',
  kind: 'ban' as const,
  candidate: 'ten-percent',
  when: null,
  reason: 'sold out until Monday',
  by: 'ops@example.com',
  madeAt: '2026-03-02T08:30:00.000Z',
  until: '2026-03-09T00:00:00.000Z',
};

export const overrideView = ({ madeAt, until, ...others }: StoredOverride) => ({
  ...others,
  madeAt: new Date(madeAt).toISOString(),
  until: until === null ? null : new Date(until).toISOString(),
});

export const policyAnswer = policySummary.extend({
  definition: policySchema,
  figures: z.strictObject({
    candidates: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string().nullable(),
        decisions: z.int().describe('Of the last thirty days.'),
        closed: z.int().describe('Trials whose time for rewards is over.'),
        goals: z.int().describe('Those of them that had a reward.'),
        worth: z.number().nullable().describe('What each of them brought, its cost taken off.'),
        voided: z.int().describe('Trials that were not learned from, because the message failed for reasons of ours.'),
        believed: z
          .number()
          .nullable()
          .describe('The rate or value that the learner believes in; null where it depends on the customer.'),
      }),
    ),
    refusals: z
      .array(z.strictObject({ candidate: z.string(), rule: z.string(), value: z.string().nullable(), count: z.int() }))
      .describe('Why candidates could not be chosen, in the newest 2,000 decisions.'),
    lift: z
      .strictObject({
        policy: z.number(),
        baseline: z.number(),
        difference: z.number(),
        se: z.number(),
        decisions: z.strictObject({ policy: z.int(), baseline: z.int() }),
      })
      .nullable()
      .describe('What a decision of the policy brings over one of the baseline, with its standard error.'),
    overrides: z.array(overrideSchema),
    shadows: z
      .array(
        z.strictObject({
          policy: z.string(),
          chosen: z.string().nullable(),
          decisions: z.int(),
          agreed: z.int().describe('Of these, where the live policy chose the same.'),
        }),
      )
      .describe('What policies in shadow would have chosen, in the last thirty days.'),
    cells: z
      .array(
        z.strictObject({
          candidate: z.string(),
          context: z.string().describe('Which customers: "orders under 2". Empty: all of them.'),
          trials: z.int(),
          goals: z.int(),
          worth: z.number().describe('What a trial brought, its cost taken off.'),
        }),
      )
      .describe(
        'What the learner has counted of each candidate by kind of customer, over all time: the 300 with the most trials.',
      ),
    uses: z
      .array(
        z.strictObject({
          journey: idSchema,
          step: idSchema,
          isApproved: z.boolean().describe('A person approves what is chosen before anything happens.'),
        }),
      )
      .describe('The steps of live journeys that decide by it.'),
  }),
  words: z.array(z.string()).describe('The same in sentences.'),
});
