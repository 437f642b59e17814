import { z } from 'zod';
import { buyerStages, describeValueModel } from '../../../core/statistics/customer-value.ts';
import { countStages, findValueModel } from '../../../store/measurement/customer-purchases.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

const held = z.strictObject({
  customers: z.int(),
  expected: z.number().describe('Days with a purchase that the model of that day expected.'),
  bought: z.int().describe('Days with a purchase that came.'),
});

const DAY_MS = 86_400_000;

export const getCustomerValues = defineOperation({
  id: 'getCustomerValues',
  method: 'get',
  path: '/v1/customer-values',
  tag: 'customers',
  key: 'admin',
  right: 'look',
  summary: "Look at what customers' value is made from",
  description: `The model of the newest day: how often customers buy and when they stop (BG/NBD), what a purchase is worth (Gamma-Gamma), and how a
model of an earlier day did since. Values of single customers are with them, under GET /v1/customers/{id}, and in conditions as
customer.value.*. A purchase counts within a minute; all values are computed again each day.`,
  answer: {
    description: 'The model, and customers by stage.',
    schema: z.strictObject({
      model: z
        .strictObject({
          number: z.int(),
          madeAt: moment,
          customers: z.int().describe('The customers that it was made from: at most 50,000, drawn.'),
          bgnbd: z
            .strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number(), logLikelihood: z.number() })
            .nullable()
            .describe('By weeks. Null: fewer than 30 customers bought again.'),
          gammaGamma: z
            .strictObject({
              ...{ p: z.number(), q: z.number(), gamma: z.number(), logLikelihood: z.number() },
              correlation: z
                .number()
                .describe('Of number and money. Over 0.3 the money expected is not to be relied on.'),
            })
            .nullable(),
          holdout: held
            .extend({
              day: z.iso.date().describe('The model is that of this day.'),
              weeks: z.int().describe('It is compared with what came in so many weeks.'),
              auc: z
                .number()
                .nullable()
                .describe('Chance that one who bought again was expected to buy more than one who did not.'),
              classes: z.array(
                held.extend({ days: z.int().describe('Days with a purchase by then; 6: six or more.') }),
              ),
            })
            .nullable()
            .describe('Null: less than sixteen weeks are known, or too few customers.'),
        })
        .nullable()
        .describe('Null: no purchase is known, or the configuration names none.'),
      stages: z.array(
        z.strictObject({
          stage: z.enum(buyerStages),
          customers: z.int(),
          spent: z.number().describe('Money of all their purchases.'),
          clv365: z.number().nullable().describe('Money expected of them in a year.'),
        }),
      ),
      words: z.array(z.string()).describe('What can be said, for people.'),
    }),
    examples: {
      none: {
        summary: 'Nobody has bought anything',
        value: { model: null, stages: [], words: describeValueModel(undefined) },
      },
    },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const [stored, counted] = await Promise.all([
      findValueModel(database, workspace),
      countStages(database, workspace),
    ]);
    const stages = buyerStages.flatMap((stage) => {
      const found = counted.find((each) => each.stage === stage);
      return found ? [{ ...found, stage }] : [];
    });
    if (!stored) return { model: null, stages, words: describeValueModel(undefined) };
    const { number, madeAt, model } = stored;
    const { customers, purchases: bgnbd, money: gammaGamma, holdout } = model;
    const day = holdout && new Date(holdout.day * DAY_MS).toISOString().slice(0, 10);
    return {
      model: {
        ...{ number, madeAt, customers, bgnbd, gammaGamma },
        holdout: holdout && { ...holdout, day: day as string, classes: [...holdout.classes] },
      },
      stages,
      words: describeValueModel(model),
    };
  },
});
