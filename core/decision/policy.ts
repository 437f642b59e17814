import { z } from 'zod';
import { canonicalJson, type Json } from '../base/canonical-json.ts';
import { chance } from '../base/chance.ts';
import { isoDurationSchema } from '../base/duration.ts';
import { oncePer } from '../base/once-per.ts';
import { conditionSchema, jsonSchema, referenceSchema } from '../condition/schema.ts';
import { type Formula, formulaSchema } from './formula.ts';

/**
 * A policy: what may be chosen at a decide step, for whom, by which rule, and what counts as success. It is published like a
 * journey, in immutable versions that are named by their content; what it learned outlives its versions.
 */
export const mostCandidates = 50;
export const mostFeatures = 8;
export const mostBins = 8;
export const mostColumns = 40;

export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case: small letters, digits and single hyphens')
  .max(80);

export const nameSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a plain name: letters, digits, underscores')
  .max(80);

export const momentSchema = z.iso.datetime({ offset: true });

const givesSchema = z
  .strictObject({
    template: idSchema.optional(),
    channels: z.array(z.string().min(1).max(120)).min(1).max(10).optional(),
    data: z.record(nameSchema, jsonSchema).optional(),
  })
  .describe('What steps after the decision refer to as `decided.<step>.template`, `.channels` and `.data.<name>`.');

const candidateSchema = z
  .strictObject({
    id: idSchema,
    title: z.string().max(200).optional(),
    nothing: z
      .literal(true)
      .optional()
      .describe('Chosen, nothing is done: the comparison that shows what the others bring.'),
    gives: givesSchema.optional(),
    learnedAs: z
      .string()
      .regex(/^[0-9a-f]{8}$/)
      .optional()
      .describe(
        'The mark of an earlier wording, whose experience this one keeps. Without it an edited candidate starts with no experience.',
      ),
    eligible: conditionSchema.optional().describe('Only customers of whom this holds.'),
    from: momentSchema.optional().describe('Not before this moment.'),
    until: momentSchema.optional().describe('Not from this moment on.'),
    cost: z.number().min(-1e9).max(1e9).optional().describe("What it costs, in the reward's unit."),
    share: z.int().min(0).max(1_000_000).optional().describe('Of a ranking by shares: its weight.'),
    values: z.record(nameSchema, z.number()).optional().describe('Numbers that a formula calls `candidate.<name>`.'),
  })
  .describe('Something that can be chosen.');

const sourceSchema = z
  .strictObject({
    from: z.literal('offers'),
    placement: idSchema.optional().describe('Only offers of this placement.'),
    tags: z.array(idSchema).min(1).max(10).optional().describe('Only offers that have all of these.'),
    most: z.int().min(1).max(mostCandidates).default(20).describe('At most so many, in the order of their ids.'),
  })
  .describe('Candidates that are not written out: the offers of a placement, or with these tags.');

const timesSchema = z
  .strictObject({
    from: z.literal('times'),
    within: isoDurationSchema.describe('How far ahead, at most two days.'),
    channel: z.string().min(1).max(120).optional().describe('The channel whose quiet hours are left out.'),
  })
  .describe('Now, and each full hour within this time by the clocks of the customer.');

const featureSchema = z.strictObject({
  name: nameSchema,
  field: z.string().min(1).max(200),
  bins: z
    .array(z.number())
    .min(1)
    .max(mostBins - 1)
    .optional()
    .describe('The lower ends of the bins after the first, ascending.'),
  values: z
    .array(z.union([z.string().max(200), z.number(), z.boolean()]))
    .min(1)
    .max(mostBins - 1)
    .optional(),
});

const learning = {
  floorPerMille: z
    .int()
    .min(0)
    .max(100)
    .default(10)
    .describe('The least chance of each, of a thousand; all together at most 20 %.'),
  halfLife: isoDurationSchema.optional().describe('After so long, experience counts half. Without it, it never fades.'),
};

const rankSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('order') }).describe('The first that may be chosen.'),
  z.strictObject({ by: z.literal('formula'), score: formulaSchema }).describe('The greatest score.'),
  z.strictObject({ by: z.literal('shares') }).describe('By chance, by the weights of those that may be chosen.'),
  z.strictObject({ by: z.literal('thompson'), ...learning }).describe('Learns which brings most, for everybody alike.'),
  z
    .strictObject({
      by: z.literal('linear'),
      context: z.array(featureSchema).min(1).max(mostFeatures),
      exploration: z.number().min(0).max(5).default(1),
      ...learning,
    })
    .describe('Learns which brings most for which customers.'),
  z
    .strictObject({
      by: z.literal('best-hour'),
      explorePerMille: z
        .int()
        .min(0)
        .max(200)
        .default(50)
        .describe('Of a thousand decisions so many get a drawn hour, so that other hours stay known.'),
    })
    .describe('Of times: the hour at which the customer is most likely there. Served evenly means now.'),
]);

const rewardEventSchema = z.strictObject({
  event: z.string().trim().min(1).max(200),
  where: conditionSchema.optional(),
  value: z
    .union([z.number(), referenceSchema])
    .optional()
    .describe('What it is worth; without it, it counts as one success.'),
  cap: z.number().positive().optional().describe('More than this is not counted of one event.'),
  ownMessage: z.literal(true).optional().describe('Only of the message that the decision led to.'),
});

const rewardSchema = z.strictObject({
  events: z.array(rewardEventSchema).min(1).max(10),
  within: isoDurationSchema.describe('So long after the decision, at most 90 days.'),
  count: z.enum(['first', 'all']).default('first').describe('The first of these events after a decision, or all.'),
});

export const policySchema = z
  .strictObject({
    id: idSchema,
    title: z.string().max(200).optional(),
    description: z.string().max(4000).optional(),
    owner: z.string().max(200).optional(),
    reviewOn: z.iso.date().optional().describe('The day on which somebody looks whether it is still wanted.'),
    purpose: z.enum(['marketing', 'transactional']).default('marketing'),
    sticky: z
      .enum(['run', 'customer'])
      .default('run')
      .describe('`customer`: the first choice stays for as long as it may be chosen.'),
    baselinePerMille: z
      .int()
      .min(0)
      .max(500)
      .default(0)
      .describe('The share of customers who are served evenly, for comparison.'),
    fallback: idSchema.optional().describe('The candidate for those for whom none may be chosen.'),
    candidates: z.array(candidateSchema).max(mostCandidates),
    sources: z
      .array(z.discriminatedUnion('from', [sourceSchema, timesSchema]))
      .min(1)
      .max(5)
      .optional()
      .describe('Candidates beside those that are written out.'),
    placement: idSchema
      .optional()
      .describe('The place on a page or in an app whose offers it chooses. One policy a placement.'),
    rank: rankSchema,
    reward: rewardSchema.optional(),
    shadows: z
      .array(idSchema)
      .min(1)
      .max(3)
      .optional()
      .describe('Policies that are judged on the same facts, recorded, and never acted on.'),
  })
  .describe('What may be chosen at a decide step, for whom, by which rule, and what counts as success.');

export type PolicyDefinition = Omit<z.infer<typeof policySchema>, 'candidates'> & {
  readonly candidates: readonly PolicyCandidate[];
};
export type PolicyAsWritten = z.input<typeof policySchema>;
/** As written, or made of an offer or a time. */
export type PolicyCandidate = z.infer<typeof candidateSchema> & {
  readonly offer?: OfferTerms | undefined;
  /** Of a time: its moment and hour of the week. */
  readonly time?: CandidateTime | undefined;
};
export type OfferSource = z.infer<typeof sourceSchema>;

export interface CandidateTime {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly hour: number;
  readonly channel?: string | undefined;
}

/** What a decision has to know of an offer beside what a candidate says. */
export interface OfferTerms {
  readonly version: number;
  readonly priority: Formula;
  readonly caps?: OfferCaps | undefined;
}

export interface OfferCaps {
  /** So often for one customer, in all or within a duration. */
  readonly perCustomer?: { readonly uses: number; readonly within?: string | undefined } | undefined;
  /** So often for all customers together, and of these so often on one day of UTC. */
  readonly total?: number | undefined;
  readonly perDay?: number | undefined;
}
export type Ranking = PolicyDefinition['rank'];
export type LinearRanking = Extract<Ranking, { by: 'linear' }>;
export type Feature = LinearRanking['context'][number];
export type Reward = NonNullable<PolicyDefinition['reward']>;
export type RewardEvent = Reward['events'][number];

/** Rankings that learn from rewards. */
export function learns({ rank }: Pick<PolicyDefinition, 'rank'>): boolean {
  return rank.by === 'thompson' || rank.by === 'linear';
}

/** Eight hexadecimal digits of what a candidate gives: an edited one is another to the learner. */
export function markOf({ nothing, gives }: Pick<PolicyCandidate, 'nothing' | 'gives'>): string {
  const meaning = canonicalJson((nothing ? { nothing } : (gives ?? {})) as Json);
  return Math.floor(chance(meaning) * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}

/** The name under which experience with a candidate is kept. */
export const keyOf = oncePer(
  (candidate: Pick<PolicyCandidate, 'id' | 'nothing' | 'gives' | 'learnedAs'>): string =>
    `${candidate.id}@${candidate.learnedAs ?? markOf(candidate)}`,
);

/** What a version is named by: titles and the like may change without one. */
export function meaningOfPolicy({
  title: _t,
  description: _d,
  owner: _o,
  reviewOn: _r,
  ...meaning
}: PolicyDefinition): unknown {
  return { ...meaning, candidates: meaning.candidates.map(({ title: _title, ...candidate }) => candidate) };
}

/**
 * The unit in which candidates are compared. `rate`: successes are counted, each worth the same; `value`: amounts are summed.
 */
export function rewardKind({ reward }: Pick<PolicyDefinition, 'reward'>): {
  readonly kind: 'rate' | 'value';
  readonly worth: number;
} {
  const values = reward?.events.map(({ value }) => value) ?? [];
  if (values.every((value) => value === undefined)) return { kind: 'rate', worth: 1 };
  const [only, ...others] = values;
  if (others.length === 0 && typeof only === 'number' && only > 0 && reward?.count === 'first')
    return { kind: 'rate', worth: only };
  return { kind: 'value', worth: 1 };
}
