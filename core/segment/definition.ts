import { z } from 'zod';
import { oncePer } from '../base/once-per.ts';
import { type Condition, conditionSchema, measureSchema, type Rule } from '../condition/schema.ts';
import { idSchema } from '../journey/definition/index.ts';

/**
 * A segment: customers of whom a condition holds, or who were put in by hand (static). Its id names it in conditions
 * (customer.segments), in events (Segment Joined, Segment Left) and in lists.
 */
export const segmentSchema = z
  .strictObject({
    id: idSchema,
    title: z.string().max(200).optional(),
    description: z.string().max(4000).optional(),
    owner: z.string().max(200).optional(),
    tags: z.array(z.string().max(80)).max(50).optional(),
    when: conditionSchema.optional().describe('Who is in it, at any time: of traits and of what was.'),
    static: z.literal(true).optional().describe('Who is in it was put in by hand, instead of `when`.'),
    trait: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]*$/)
      .max(80)
      .optional()
      .describe('The trait that `measure` or `stages` computes.'),
    measure: z
      .strictObject({ field: z.string().min(1).max(200), of: measureSchema.optional() })
      .optional()
      .describe('A computed trait: a count, sum, first, last or most frequent value of events.'),
    stages: z
      .array(z.strictObject({ id: idSchema, title: z.string().max(200).optional(), when: conditionSchema }))
      .min(1)
      .max(20)
      .optional()
      .describe('Lifecycle stages, ranked: the first whose condition holds is the value of the trait.'),
  })
  .describe('Customers of whom a condition holds or who were put in by hand; or a trait that is computed.');

export interface SegmentDefinition {
  readonly id: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly owner?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly when?: Condition | undefined;
  readonly static?: true | undefined;
  readonly trait?: string | undefined;
  readonly measure?: Pick<Rule, 'field' | 'of'> | undefined;
  readonly stages?: readonly LifecycleStage[] | undefined;
}

/** One of several, of which a customer is in the first whose condition holds. */
export interface LifecycleStage {
  readonly id: string;
  readonly title?: string | undefined;
  readonly when: Condition;
}

/** Every condition of a definition. A measure is one that compares nothing: it needs the same. */
export function conditionsOf({ when, measure, stages = [] }: SegmentDefinition): readonly Condition[] {
  return [...(when ? [when] : []), ...(measure ? [conditionOf(measure)] : []), ...stages.map((stage) => stage.when)];
}

/** Always the same object of a measure, so that it is looked through once. */
const conditionOf = oncePer(
  (measure: Pick<Rule, 'field' | 'of'>): Condition => ({
    combinator: 'and',
    rules: [{ ...measure, operator: 'notNull' }],
  }),
);

/** What a version is named by: titles and the like may change without one. */
export function meaningOfSegment({ id, when, static: isStatic, trait, measure, stages }: SegmentDefinition): unknown {
  return {
    id,
    ...(when && { when }),
    ...(isStatic && { static: true }),
    ...(trait !== undefined && { trait }),
    ...(measure && { measure }),
    ...(stages && { stages: stages.map((stage) => ({ id: stage.id, when: stage.when })) }),
  };
}
