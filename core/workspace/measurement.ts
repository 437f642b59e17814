import { z } from 'zod';
import { isoDurationSchema } from '../base/duration.ts';
import { referenceSchema } from '../condition/schema.ts';
import { eventNameSchema } from '../journey/definition/names.ts';
import { creditModels } from '../statistics/credit.ts';

/** What counts as a purchase, and which messages are credited with it. */
export const measurementSchema = z
  .strictObject({
    purchase: z
      .strictObject({
        event: eventNameSchema.describe('The name of the event.'),
        value: referenceSchema
          .refine(({ ref }) => ref.startsWith('event.properties.'), 'must be a property of the event')
          .optional()
          .describe('A number of the event: the money.'),
        margin: z
          .number()
          .gt(0)
          .max(1)
          .optional()
          .describe("The part of the money that is earned: of it a customer's value of a year is made. Default: all."),
      })
      .optional()
      .describe('The event that money comes by. Without it no credit is given.'),
    credit: z
      .strictObject({
        model: z
          .enum(creditModels)
          .default('last')
          .describe(
            'Who gets it: the last message, the first, all evenly, or later ones more (half as much for each 7 days).',
          ),
        afterClick: isoDurationSchema.default('P7D').describe('A message counts for so long after a click.'),
        afterDelivery: isoDurationSchema
          .default('P1D')
          .describe('A message that was not clicked counts for so long after its delivery.'),
      })
      .prefault({})
      .describe('Which messages are credited with a purchase, and for how long.'),
  })
  .prefault({})
  .describe('Purchases, and how journeys are credited with them.');
