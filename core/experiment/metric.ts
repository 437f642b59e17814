import { z } from 'zod';
import { isoDurationSchema } from '../base/duration.ts';
import { fieldsOf } from '../condition/compile.ts';
import { conditionSchema, referenceSchema } from '../condition/schema.ts';
import { eventNameSchema, idSchema } from '../journey/definition/names.ts';

/** Everything that a metric looks at is of the event: a trait may have changed since. */
const ofEvent = (field: string) => field === 'event.name' || field.startsWith('event.properties.');

/** What is measured of each customer of an experiment, as it is declared. */
export const metricSchema = z
  .strictObject({
    event: eventNameSchema.describe('The name of the event.'),
    where: conditionSchema
      .refine((where) => fieldsOf(where).every(ofEvent), 'must look at the event alone')
      .optional()
      .describe("Only if this holds of the event's properties."),
    within: isoDurationSchema.describe('From the exposure on. A customer counts once this time is over.'),
    measure: z
      .enum(['any', 'count', 'sum'])
      .default('any')
      .describe('any: whether the event came; count: how often; sum: the sum of `value`.'),
    value: referenceSchema
      .refine(({ ref }) => ref.startsWith('event.properties.'), 'must be a property of the event')
      .optional()
      .describe('A number of the event, for a sum.'),
    cap: z
      .number()
      .positive()
      .optional()
      .describe(
        'More of a count or sum of one customer counts as so much. Of a sum, unless said, the 99th percentile of the 28 days before the start.',
      ),
    better: z.enum(['more', 'less']).default('more').describe('Which direction is good.'),
  })
  .refine(({ measure, value }) => (measure === 'sum') === (value !== undefined), {
    error: 'must have a value for a sum, and only there',
    path: ['value'],
  });

const guardrailSchema = z.intersection(
  metricSchema,
  z.object({
    acceptableHarm: z
      .number()
      .min(0)
      .default(0)
      .describe("So much of the mean's own unit may be lost: for a rate, 0.005 is half a point."),
  }),
);

export const declaredMetricsSchema = z.strictObject({
  primary: metricSchema.optional().describe("What decides. Unless said, the journey's goal."),
  guardrails: z
    .record(idSchema, guardrailSchema)
    .refine((all) => Object.keys(all).length <= 10, 'must be at most 10 guardrails')
    .default({})
    .describe('Name ▸ what must not suffer.'),
  plannedSize: z
    .int()
    .min(100)
    .max(100_000_000)
    .default(5_000)
    .describe('Customers of two arms for whom intervals are narrowest. Kept from the start on.'),
  worthKnowing: z
    .number()
    .positive()
    .max(10)
    .default(0.1)
    .describe("The smallest difference worth knowing, as a share of the control's mean: weeks are planned for it."),
  control: idSchema.optional().describe('The arm that the others are compared with, where the step names none.'),
});

export type DeclaredMetrics = z.infer<typeof declaredMetricsSchema>;
type EventMetric = z.infer<typeof metricSchema>;

/** A metric of an experiment as it is stored. */
export interface ExperimentMetric {
  readonly id: string;
  readonly role: 'primary' | 'guardrail' | 'secondary';
  /** An event's, or the goal of a journey: reached or not, or its value. */
  readonly source:
    | { readonly kind: 'event'; readonly where?: EventMetric['where']; readonly property?: string | undefined }
    | { readonly kind: 'goal'; readonly journey: string };
  readonly event: string;
  readonly within: string;
  readonly measure: EventMetric['measure'];
  readonly cap?: number | undefined;
  readonly better: EventMetric['better'];
  readonly acceptableHarm?: number | undefined;
}

export const primaryId = 'primary';
export const goalId = 'goal';
export const goalValueId = 'goal-value';

export function storedMetric(
  id: string,
  role: ExperimentMetric['role'],
  { event, where, within, measure, value, cap, better, ...others }: EventMetric & { acceptableHarm?: number },
): ExperimentMetric {
  return {
    id,
    role,
    source: { kind: 'event', ...(where && { where }), ...(value && { property: value.ref }) },
    event,
    within,
    measure,
    ...(cap !== undefined && { cap }),
    better,
    ...(others.acceptableHarm !== undefined && { acceptableHarm: others.acceptableHarm }),
  };
}
