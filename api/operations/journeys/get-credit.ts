import { z } from 'zod';
import { eventNameSchema } from '../../../core/journey/definition/index.ts';
import { creditModels } from '../../../core/statistics/credit.ts';
import { type Credits, creditJourneys } from '../../../services/measurement/credit.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { createShortCache } from '../../../store/database/short-cache.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const USUAL_DAYS = 28;
const MOST_DAYS = 92;
const cache = createShortCache<Credits>();

const noPurchase = defineError({
  status: 409,
  code: 'no-purchase-event',
  when: 'the configuration names no purchase',
  text: () => ({
    where: 'workspace.measurement.purchase',
    problem: 'the configuration does not say which event is a purchase',
    remedy:
      'Publish a configuration with measurement: { purchase: { event: "Order Completed", value: { ref: "event.properties.total" } } }.',
  }),
  example: [],
});

export const getCredit = defineOperation({
  id: 'getCredit',
  method: 'get',
  path: '/v1/credit',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'Credit journeys with purchases',
  description: `Each purchase of the time is shared among the messages before it. The shares of a purchase sum to 1; what no message came
before is a row of its own, so the rows sum to the shop's own revenue. Credit says who was there, not what was caused: what journeys
brought against their holdouts is under GET /v1/experiments.`,
  query: z.strictObject({
    from: moment.optional().describe(`Default: ${USUAL_DAYS} days ago.`),
    until: moment.optional().describe(`Default: now. At most ${MOST_DAYS} days after the beginning.`),
    event: eventNameSchema.optional().describe('Instead of the purchase in the configuration.'),
    value: z
      .string()
      .max(200)
      .regex(/^event\.properties\.[^.]/)
      .optional()
      .describe('The number of that event which is its money, such as event.properties.total.'),
    model: z.enum(creditModels).optional().describe('Instead of the one in the configuration.'),
  }),
  answer: {
    description: 'The credit of each journey.',
    schema: z.strictObject({
      event: z.string(),
      model: z.enum(creditModels),
      from: moment,
      until: moment,
      purchases: z.int(),
      money: z.number(),
      isCut: z.boolean().describe('There are more purchases than 100,000; those are counted.'),
      credits: z
        .array(
          z.strictObject({
            journey: z.string().nullable().describe('Null: no message came before.'),
            purchases: z.number().describe('Shares of purchases, added up.'),
            money: z.number(),
          }),
        )
        .describe('The most money first.'),
    }),
    examples: {
      month: {
        summary: 'Two purchases, one without a message before it',
        value: {
          event: 'Order Completed',
          model: 'last',
          from: '2026-10-30T20:00:00.000Z',
          until: '2026-11-27T20:00:00.000Z',
          purchases: 2,
          money: 149.5,
          isCut: false,
          credits: [
            { journey: null, purchases: 1, money: 100 },
            { journey: 'win-back', purchases: 1, money: 49.5 },
          ],
        },
      },
    },
  },
  errors: [noPurchase],
  async handle({ query, workspace }, { database }) {
    const { configuration } = await getConfiguration(database, database, workspace);
    const { purchase, credit } = configuration.measurement;
    const asIs = query.event === undefined || query.event === purchase?.event;
    const event = query.event ?? purchase?.event;
    if (event === undefined) throw noPurchase();
    const now = await workspaceClock(database, workspace).now();
    const last = query.until ?? Math.ceil(now / MINUTE_MS) * MINUTE_MS;
    const from = query.from ?? last - USUAL_DAYS * DAY_MS;
    const until = Math.max(from, Math.min(last, from + MOST_DAYS * DAY_MS));
    const model = query.model ?? credit.model;
    const { afterClick, afterDelivery } = credit;
    const property = query.value ?? (asIs ? purchase?.value?.ref : undefined);
    const asked = { workspace, event, property, from, until, afterClick, afterDelivery, model };
    const found = await cache(database, JSON.stringify(asked), () => creditJourneys(database, asked));
    return { event, model, from, until, ...found };
  },
});
