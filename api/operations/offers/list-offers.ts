import { z } from 'zod';
import { readOfferFigures } from '../../../store/decisions/offer-uses.ts';
import { listOffers as list } from '../../../store/decisions/offers.ts';
import { defineOperation } from '../../define-operation.ts';
import { exampleSummary, offerSummary, summaryOf } from './schemas.ts';

export const listOffers = defineOperation({
  id: 'listOffers',
  method: 'get',
  path: '/v1/offers',
  tag: 'offers',
  key: 'admin',
  right: 'look',
  summary: 'List offers',
  description: 'The live version of each, where it may stand, and how often it was given, shown and accepted.',
  answer: {
    description: 'All of them, by their ids.',
    schema: z.strictObject({ items: z.array(offerSummary) }),
    examples: { one: { summary: 'One offer', value: { items: [exampleSummary] } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const [offers, figures] = await Promise.all([list(database, workspace), readOfferFigures(database, { workspace })]);
    return {
      items: offers.map((offer) =>
        summaryOf(
          offer,
          figures.find((each) => each.offer === offer.id),
        ),
      ),
    };
  },
});
