import { z } from 'zod';
import { explainDecision } from '../../../core/decision/explain.ts';
import type { StoredDecision } from '../../../store/decisions/decisions.ts';

const candidateSchema = z.strictObject({
  id: z.string(),
  key: z.string(),
  title: z.string().optional(),
  refused: z
    .strictObject({ rule: z.string(), value: z.string().optional() })
    .optional()
    .describe('Why it could not be chosen.'),
  mean: z.number().optional().describe('What it is expected to bring, its cost taken off.'),
  sd: z.number().optional(),
  ppm: z.int().optional().describe('Its chance, in parts per million.'),
});

export const decisionSchema = z.strictObject({
  visit: z.int(),
  step: z.string(),
  policy: z.string(),
  version: z.int(),
  state: z.int().nullable(),
  decidedAt: z.iso.datetime(),
  closesAt: z.iso.datetime().describe('Rewards count until then.'),
  by: z.string().describe('policy, baseline, pinned, sticky, fallback, person or none.'),
  context: z.string().describe('The bins of the features that it looked at.'),
  candidates: z.array(candidateSchema),
  luck: z.number().describe('The number that decided, from 0 up to 1.'),
  chosen: z.string().nullable(),
  isTrial: z.boolean().describe('Whether the policy learns from it.'),
  void: z.string().nullable().describe('Why it is not learned from, though it was a trial.'),
  rewards: z.int(),
  value: z.number(),
  words: z.array(z.string()),
});

export const aDecision = {
  visit: 2,
  step: 'offer',
  policy: 'return-offer',
  version: 3,
  state: 214,
  decidedAt: '2026-03-02T08:30:00.000Z',
  closesAt: '2026-03-16T08:30:00.000Z',
  by: 'policy',
  context: '1|2',
  candidates: [{ id: 'news', key: 'news@1f0c2d3e', mean: 1.42, sd: 0.28, ppm: 620_000 }],
  luck: 0.41,
  chosen: 'news',
  isTrial: true,
  void: null,
  rewards: 0,
  value: 0,
  words: ['Chosen: news (chance 62 %).'],
};

const iso = (moment: number) => new Date(moment).toISOString();

export function decisionView({ record, decidedAt, closesAt, ...others }: StoredDecision) {
  const { policy, version, state, by, context, candidates, luck, chosen, isTrial } = record;
  return {
    ...others,
    ...{ policy, version, state, by, context, luck, chosen, isTrial },
    candidates: candidates.map((candidate) => ({ ...candidate })),
    decidedAt: iso(decidedAt),
    closesAt: iso(closesAt),
    words: [...explainDecision(record)],
  };
}
