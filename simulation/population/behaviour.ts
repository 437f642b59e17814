import { z } from 'zod';

/**
 * How the customers of a simulation behave. Everything may be left out: events and their properties are then guessed from the
 * journeys, and people answer messages as they do on average.
 */
const share = z.number().min(0).max(1);
const name = z.string().min(1).max(200);
const weights = z.record(name, z.number().min(0)).refine((all) => Object.keys(all).length > 0, {
  error: 'must have at least one member',
});

const valueSchema = z
  .union([
    z.string().max(500),
    z.number(),
    z.boolean(),
    z.strictObject({ choose: weights }).describe('One of these texts, by weight.'),
    z.strictObject({ from: z.number(), to: z.number(), whole: z.literal(true).optional() }).describe('Evenly between.'),
    z
      .strictObject({ median: z.number().positive(), spread: z.number().min(0).max(3).default(0.5) })
      .describe('Skewed.'),
    z.strictObject({ id: z.literal(true) }).describe('A new text each time.'),
    z.strictObject({ same: name }).describe('As in the latest event of the customer that has this property.'),
  ])
  .describe('A value, or how it is drawn.');

const eventSchema = z.strictObject({
  of: share.default(1).describe('The share of customers who ever do it by themselves.'),
  perWeek: z.number().min(0).max(1000).default(0).describe('How often one of them does it by themselves.'),
  most: z.int().min(1).optional().describe('Of one customer, by themselves.'),
  properties: z.record(name, valueSchema).default({}),
  afterOpen: share.default(0).describe('The share of opens, and of messages seen in the app, that lead to it.'),
  afterClick: share.default(0).describe('The share of clicks that lead to it.'),
  hours: z.number().positive().default(6).describe('So many hours after the open or click, on average.'),
});

const channelSchema = z.strictObject({
  opens: share.default(0),
  clicks: share.default(0).describe('Of the messages, not of the opens.'),
  hours: z.number().positive().default(5).describe('Until it is opened, on average.'),
  unsubscribes: share.default(0),
  complains: share.default(0),
  bounces: share.default(0),
  reachable: share.default(1).describe('The share of customers with an address.'),
});

/** The share of what people do in each hour of their day, of a thousand. */
const defaultHours = [10, 6, 4, 3, 3, 6, 15, 30, 45, 55, 60, 58, 60, 56, 52, 50, 52, 58, 66, 78, 82, 70, 45, 26];

export const behaviourSchema = z
  .strictObject({
    start: z.iso.date().default('2026-01-05').describe('The first day.'),
    zones: weights.default({ UTC: 1 }).describe('Where customers live, by weight.'),
    traits: z.record(name, valueSchema).default({}),
    marketing: share.default(1).describe('The share of customers who have granted marketing.'),
    interest: z
      .number()
      .min(0)
      .max(2)
      .default(0.6)
      .describe('How much customers differ in their interest; 0: not at all.'),
    fatigue: z
      .strictObject({
        perMessage: z
          .number()
          .min(0)
          .max(5)
          .default(0.12)
          .describe('Each recent message takes this share of the interest.'),
        days: z.number().positive().default(7).describe('After so many days a message counts half.'),
      })
      .prefault({}),
    hours: z.array(z.number().min(0)).length(24).default(defaultHours),
    channels: z.record(name, channelSchema).default({}),
    templates: z
      .record(
        name,
        z.strictObject({
          opens: z.number().min(0).default(1),
          clicks: z.number().min(0).default(1),
          leads: z.number().min(0).default(1),
        }),
      )
      .default({})
      .describe('Template ▸ how much better than others it is opened, clicked, and leads to events.'),
    events: z.record(name, eventSchema).default({}),
    survey: z
      .strictObject({
        answered: share.default(0.15),
        scores: weights.default({ 0: 3, 3: 3, 5: 6, 6: 6, 7: 14, 8: 22, 9: 22, 10: 24 }),
      })
      .prefault({}),
    tasks: z
      .strictObject({
        answered: share.default(0.9),
        hours: z.number().positive().default(8),
        choices: weights.optional(),
      })
      .prefault({}),
  })
  .describe('How the customers of a simulation behave.');

export type Behaviour = z.infer<typeof behaviourSchema>;
export type BehaviourInput = z.input<typeof behaviourSchema>;
export type DrawnValue = z.infer<typeof valueSchema>;
export type EventModel = Behaviour['events'][string];
export type ChannelModel = z.infer<typeof channelSchema>;
