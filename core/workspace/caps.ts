import { z } from 'zod';
import { isoDurationSchema, lengthOf } from '../base/duration.ts';
import { channelIdSchema, idSchema } from '../journey/definition/names.ts';

const longestMs = 92 * 86_400_000;
const capPeriods = ['day', 'week', 'month'] as const;
export type CapPeriod = (typeof capPeriods)[number];

const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(100).optional();

const capSchema = z
  .strictObject({
    most: z.int().min(1).max(1_000).describe('So many messages a window.'),
    within: isoDurationSchema
      .refine(
        (duration) => (lengthOf(duration) ?? longestMs + 1) <= longestMs,
        'must be at most 92 days, in weeks, days or less',
      )
      .optional()
      .describe('A sliding window: at no moment were there more in the time before. A day is 24 hours.'),
    calendar: z
      .enum(capPeriods)
      .optional()
      .describe("Instead: one day, week (from Monday) or month by the customer's clock."),
    channels: some(channelIdSchema).describe('Only messages by these; all unless said.'),
    topics: some(idSchema).describe('Only messages about these; all unless said.'),
    journeys: some(idSchema).describe('Only messages of these; all unless said.'),
    each: z
      .enum(['channel', 'topic', 'journey'])
      .optional()
      .describe('Counts each channel, topic or journey by itself.'),
    reserve: z
      .strictObject({
        most: z.int().min(1).max(999).describe('So many; less than the cap lets go.'),
        priority: z.int().min(1).max(100).describe('The least priority that may use them.'),
      })
      .optional()
      .describe('So many of them are kept for journeys of this priority or a higher one.'),
    excess: z
      .enum(['block', 'defer'])
      .default('block')
      .describe('What becomes of one message too many. defer: it waits until the window lets it go.'),
  })
  .refine(({ within, calendar }) => (within === undefined) !== (calendar === undefined), {
    error: 'must have either "within" or "calendar"',
  })
  .refine(({ most, reserve }) => reserve === undefined || reserve.most < most, {
    error: 'must reserve less than its "most"',
    path: ['reserve', 'most'],
  });

export type Cap = z.infer<typeof capSchema>;

/** How many marketing messages a customer gets, over all journeys. */
export const capsSchema = z
  .record(idSchema, capSchema)
  .refine((caps) => Object.keys(caps).length <= 50, 'must be at most 50 caps')
  .default({})
  .describe('Name ▸ a limit on the marketing messages that one customer gets.');

/** As long back messages have to be read for these caps, in milliseconds; undefined: there are none. */
export function capsLookBack(caps: Readonly<Record<string, Cap>>): number | undefined {
  const lengths = Object.values(caps).map(({ within, calendar }) =>
    within === undefined ? periodsMs[calendar ?? 'month'] : (lengthOf(within) ?? longestMs),
  );
  return lengths.length === 0 ? undefined : Math.max(...lengths) + slackMs;
}

const dayMs = 86_400_000;
const periodsMs: Readonly<Record<CapPeriod, number>> = { day: dayMs, week: 7 * dayMs, month: 31 * dayMs };
/** Zones are up to 26 hours apart, and a virtual clock may be ahead of the database's. */
const slackMs = 2 * dayMs;
