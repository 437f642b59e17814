import { z } from 'zod';
import { readPurchaseCohorts } from '../../../store/measurement/purchase-cohorts.ts';
import { defineOperation } from '../../define-operation.ts';

const USUAL_MONTHS = 13;

export const getCohorts = defineOperation({
  id: 'getCohorts',
  method: 'get',
  path: '/v1/customer-cohorts',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: 'Read cohorts of first purchases',
  description: `Customers by the month of their first purchase, and what has come of them so far: who bought again, and the money a head. The
purchase is the event that the configuration names under measurement.purchase; a new one counts within a minute.`,
  query: z.strictObject({
    months: z.coerce
      .number()
      .int()
      .min(1)
      .max(120)
      .optional()
      .describe(`The newest so many; default: ${USUAL_MONTHS}.`),
  }),
  answer: {
    description: 'The cohorts, the newest month first.',
    schema: z.strictObject({
      items: z.array(
        z.strictObject({
          month: z.string(),
          customers: z.int(),
          cameBack: z.int().describe('Who bought on another day too.'),
          days: z.int().describe('Days with a purchase, of all of them.'),
          money: z.number(),
          repeatMoney: z.number().describe('Of the days after the first.'),
          perHead: z.number().describe('Money for each customer of the cohort.'),
        }),
      ),
    }),
    examples: {
      month: {
        summary: 'One month',
        value: {
          items: [
            { month: '2026-10', customers: 40, cameBack: 10, days: 55, money: 2200, repeatMoney: 600, perHead: 55 },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ query: { months = USUAL_MONTHS }, workspace }, { database }) {
    const found = await readPurchaseCohorts(database, { workspace, months });
    return { items: found.map((cohort) => ({ ...cohort, perHead: cohort.money / cohort.customers })) };
  },
});
