import { z } from 'zod';
import { jsonSchema } from '../../../core/condition/schema.ts';
import { offerSchema } from '../../../core/decision/offer.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import type { OfferFigures } from '../../../store/decisions/offer-uses.ts';
import type { StoredOffer } from '../../../store/decisions/offers.ts';
import { moment } from '../../codecs.ts';
import { defineError } from '../../define-error.ts';

const count = z.int().min(0);

export const figuresSchema = z.strictObject({
  reserved: count.describe('Chosen, and neither sent nor shown yet.'),
  used: count.describe('Sent or shown. Caps count these and the reserved ones.'),
  released: count.describe('Given back: the message did not leave, or it was not shown in time.'),
  shown: count.describe('Shown by a page or an app.'),
  accepted: count.describe('Taken by the customer there.'),
});

export const offerSummary = z.strictObject({
  id: idSchema,
  version: z.int(),
  title: z.string(),
  state: offerSchema.shape.state.unwrap(),
  placements: z.array(z.string()),
  figures: figuresSchema,
  updatedAt: moment,
});

export const exampleOffer = {
  id: 'ten-percent',
  title: '10 % off',
  state: 'live' as const,
  placements: ['mail-hero', 'home-banner'],
  values: { headline: '10 % off until Sunday', code: 'TEN' },
  priority: 10,
  cost: 2.5,
  caps: { perCustomer: { uses: 1, within: 'P90D' }, total: 10_000 },
};

export const exampleSummary = {
  id: 'ten-percent',
  version: 2,
  title: '10 % off',
  state: 'live' as const,
  placements: ['mail-hero', 'home-banner'],
  figures: { reserved: 3, used: 841, released: 12, shown: 604, accepted: 57 },
  updatedAt: '2026-03-02T08:30:00.000Z',
};

export const noFigures = { reserved: 0, used: 0, released: 0, shown: 0, accepted: 0 };

export function summaryOf(
  { id, version, definition, updatedAt }: StoredOffer,
  figures: OfferFigures | undefined,
): z.output<typeof offerSummary> {
  const { title, state, placements } = definition;
  const { offer: _offer, ...counted } = figures ?? { offer: id, ...noFigures };
  return { ...{ id, version, title, state, placements: [...placements] }, figures: counted, updatedAt };
}

export const offerNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such offer',
  text: (id: string) => ({
    where: `offers.${id}`,
    problem: 'there is no such offer',
    remedy: 'GET /v1/offers lists them; `throughline push` publishes those of a folder.',
  }),
  example: ['ten-percent'],
});

const context = z
  .record(z.string().min(1).max(200), jsonSchema)
  .refine((given) => JSON.stringify(given).length <= 16_384, 'must have 16,384 characters at most')
  .default({})
  .describe('What the page knows: conditions and features see it as `entry.properties`.');
const most = z.int().min(1).max(10).default(1).describe('So many offers at most; fewer where fewer may be given.');

export const askedSchema = z.strictObject({ count: most, context });
export const askedForCustomerSchema = askedSchema.extend({
  customer: z.string().min(1).max(255).describe('The userId of the customer, or our own id.'),
});

export const chosenSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.uuid().describe('Names the decision: say `shown` and `accepted` of it.'),
      offer: idSchema,
      data: z.record(z.string(), jsonSchema).describe('`title` and the values of the offer.'),
      expiresAt: moment.describe('Until then it is kept for the customer; not shown by then, it is given back.'),
    }),
  ),
});

export const exampleChosen = {
  items: [
    {
      id: '019f5f2e-7c00-7000-8000-000000000002',
      offer: 'ten-percent',
      data: { title: '10 % off', headline: '10 % off until Sunday', code: 'TEN', offer: 'ten-percent' },
      expiresAt: '2026-03-02T09:30:00.000Z',
    },
  ],
};

export const placementParams = z.strictObject({ id: idSchema.describe('The name of a placement.') });

export const placementUnreadable = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such placement',
  text: (id: string) => ({
    where: `placements.${id}`,
    problem: 'no offer is published for this placement, and no policy chooses for it',
    remedy: 'Name it in the "placements" of an offer, and publish that.',
  }),
  example: ['home-baner'],
});

export const customerUnknown = defineError({
  status: 404,
  code: 'customer-not-found',
  when: 'there is no such customer',
  text: () => ({
    where: 'body.customer',
    problem: 'no customer is known by this id',
    remedy: 'Send an identify or track call of them first.',
  }),
  example: [],
});

export const useNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'no such offer is kept for this customer: it was not shown in time, or another took its place',
  text: (id: string) => ({
    where: `offer-decisions.${id}`,
    problem: 'no such offer is kept: it was not shown in time, or another took its place',
    remedy: 'Ask for the offers of the placement again, and show what is answered.',
  }),
  example: [exampleChosen.items[0]?.id ?? ''],
});
