import { z } from 'zod';
import { isoDurationSchema } from '../base/duration.ts';
import { conditionSchema, type Properties } from '../condition/schema.ts';
import { formulaSchema } from './formula.ts';
import { idSchema, momentSchema, nameSchema, type PolicyCandidate } from './policy.ts';

/**
 * An offer: something of a catalogue that may be given to customers, for whom, when, where, and how often at most. Policies draw
 * their candidates from the catalogue. It is published like a policy, in immutable versions that are named by their content.
 */
export const mostOffers = 500;

const countSchema = z.int().min(1).max(1_000_000_000);

const capsSchema = z.strictObject({
  perCustomer: z
    .strictObject({
      uses: z.int().min(1).max(1_000),
      within: isoDurationSchema.optional().describe('Counted so long back; without it, of all time.'),
    })
    .optional()
    .describe('So often for one customer.'),
  total: countSchema.optional().describe('So often for all customers together.'),
  perDay: countSchema.optional().describe('So often for all customers together on one day (UTC).'),
});

export const offerSchema = z
  .strictObject({
    id: idSchema,
    title: z.string().min(1).max(200).describe('What people, and templates, call it.'),
    description: z.string().max(4000).optional(),
    owner: z.string().max(200).optional(),
    state: z.enum(['draft', 'live', 'paused', 'retired']).default('live').describe('Only a live offer can be chosen.'),
    placements: z.array(idSchema).min(1).max(20).describe('Where it may stand: "mail-hero", "home-banner".'),
    tags: z.array(idSchema).min(1).max(20).optional(),
    values: z
      .record(nameSchema, z.union([z.string().max(2_000), z.number(), z.boolean()]))
      .optional()
      .describe('What templates and pages show: headline, code, picture. Numbers can be used in formulas as well.'),
    template: idSchema.optional().describe('The template by which it is sent.'),
    channels: z.array(z.string().min(1).max(120)).min(1).max(10).optional().describe('By which it may be sent.'),
    eligible: conditionSchema.optional().describe('Only for customers of whom this holds.'),
    from: momentSchema.optional().describe('Not before this moment.'),
    until: momentSchema.optional().describe('Not from this moment on.'),
    priority: formulaSchema
      .default(0)
      .describe('A number, or a formula over the customer and the values: the greatest comes first.'),
    cost: z.number().min(-1e9).max(1e9).optional().describe("What it costs, in the reward's unit."),
    caps: capsSchema.optional(),
    fallback: z
      .literal(true)
      .optional()
      .describe('Given where nothing else of the placement may be: it has neither a condition nor caps nor dates.'),
  })
  .describe('Something that may be given to customers: for whom, when, where, and how often at most.');

export type OfferDefinition = z.infer<typeof offerSchema>;
export type OfferAsWritten = z.input<typeof offerSchema>;

export interface LiveOffer {
  readonly definition: OfferDefinition;
  readonly version: number;
}

/** What a version is named by. */
export function meaningOfOffer({ description: _d, owner: _o, ...meaning }: OfferDefinition): unknown {
  return meaning;
}

/** What later steps and templates see of an offer: its values, and `offer` and `title`. */
export const dataOfOffer = ({ id, title, values = {} }: OfferDefinition): Properties => ({
  title,
  ...values,
  offer: id,
});

/** An offer as a candidate of a policy. */
export function candidateOf({ definition, version }: LiveOffer): PolicyCandidate {
  const { id, title, values = {}, template, channels, eligible, from, until, cost, caps, priority } = definition;
  const numbers = Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return {
    id,
    title,
    gives: {
      ...(template !== undefined && { template }),
      ...(channels && { channels }),
      data: dataOfOffer(definition),
    } as PolicyCandidate['gives'],
    ...(eligible && { eligible }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(cost !== undefined && { cost }),
    ...(numbers.length > 0 && { values: Object.fromEntries(numbers) }),
    offer: { version, priority, ...(caps && { caps }) },
  };
}
