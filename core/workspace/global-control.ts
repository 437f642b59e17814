import { z } from 'zod';

/** A share of customers who enter marketing journeys in the books only. */
export const globalControlSchema = z
  .strictObject({
    perMille: z
      .int()
      .min(0)
      .max(500)
      .default(0)
      .describe('Of a thousand customers so many. Who was drawn stays so while it is not 0.'),
  })
  .prefault({})
  .describe(
    'Customers who enter marketing journeys in the books only: what all messages together bring is measured by them.',
  );
