import { z } from 'zod';
import { offerSchema } from '../../../core/decision/offer.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { readOfferFigures } from '../../../store/decisions/offer-uses.ts';
import { findOffer } from '../../../store/decisions/offers.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleOffer, exampleSummary, offerNotFound, offerSummary, summaryOf } from './schemas.ts';

export const getOffer = defineOperation({
  id: 'getOffer',
  method: 'get',
  path: '/v1/offers/{id}',
  tag: 'offers',
  key: 'admin',
  right: 'look',
  summary: 'Read one offer',
  description: 'Its live version, and how often it was given, shown and accepted.',
  params: z.strictObject({ id: idSchema.describe('The id of an offer.') }),
  notFound: offerNotFound,
  answer: {
    description: 'The offer.',
    schema: offerSummary.extend({ definition: offerSchema }),
    examples: { one: { summary: 'An offer', value: { ...exampleSummary, definition: exampleOffer } } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const offer = await findOffer(database, { workspace, id });
    if (!offer) throw offerNotFound(id);
    const [figures] = await readOfferFigures(database, { workspace, offer: id });
    return { ...summaryOf(offer, figures), definition: offer.definition };
  },
});
