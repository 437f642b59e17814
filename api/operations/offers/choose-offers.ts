import type { AuthenticatedUser } from '../../../services/access/user-token.ts';
import { type AskedForOffers, chooseOffers as choose } from '../../../services/decisions/choose-offers.ts';
import { limits } from '../../../services/intake/call-schema.ts';
import { isPlacement } from '../../../store/decisions/offers.ts';
import { dataRefused, needsServerKey } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import type { ApiServices } from '../../services.ts';
import {
  askedForCustomerSchema,
  askedSchema,
  chosenSchema,
  customerUnknown,
  exampleChosen,
  placementParams,
  placementUnreadable,
} from './schemas.ts';

const shared = {
  method: 'post',
  tag: 'offers',
  params: placementParams,
  notFound: placementUnreadable,
  answer: {
    description:
      'What is to be shown, the best first; nothing, where nothing may be given or doing nothing was chosen.',
    schema: chosenSchema,
    examples: { one: { summary: 'One offer', value: exampleChosen } },
  },
  errors: [customerUnknown],
} as const;

const words = `Each is decided by the policy of the placement, or by priority where there is none, recorded, and kept for the customer for an hour.
Say \`shown\` of what is shown: what is not is given back. Asking again replaces what was asked before and not shown.`;

export const chooseOffers = defineOperation({
  ...shared,
  id: 'chooseOffers',
  path: '/v1/placements/{id}/offers',
  key: 'write',
  summary: 'Choose the offers of a placement for a customer',
  description: `The best offers of this place for the customer, for your server, with a server key. ${words}`,
  body: {
    limit: limits.batch,
    schema: askedForCustomerSchema,
    examples: { one: { summary: 'For one customer', value: { customer: 'u1', context: { page: 'home' } } } },
  },
  errors: [...shared.errors, needsServerKey, dataRefused],
  async handle({ params: { id }, body: { customer, count, context }, workspace, keyKind }, services) {
    if (keyKind === 'browser') throw needsServerKey('body.customer', 'ask for the offers of a customer');
    return chosen(services, { workspace, placement: id, customer: { name: customer }, count, context });
  },
});

export const chooseMyOffers = defineOperation({
  ...shared,
  id: 'chooseMyOffers',
  path: '/v1/my/placements/{id}/offers',
  key: 'user',
  summary: 'Choose the offers of a placement for the user',
  description: `The best offers of this place for the user of the token, for pages and apps. ${words}`,
  body: {
    limit: 64 * 1024,
    depth: 20,
    schema: askedSchema,
    examples: { one: { summary: 'Two at most', value: { count: 2, context: { page: 'home' } } } },
  },
  async handle({ params: { id }, body: { count, context }, user }, services) {
    const { workspace, userId } = user as AuthenticatedUser;
    return chosen(services, { workspace, placement: id, customer: { userId }, count, context });
  },
});

async function chosen({ database }: ApiServices, asked: AskedForOffers) {
  const { workspace, placement } = asked;
  if (!(await isPlacement(database, { workspace, placement }))) throw placementUnreadable(placement);
  const items = await choose(database, asked);
  if (!items) throw customerUnknown();
  return { items };
}
