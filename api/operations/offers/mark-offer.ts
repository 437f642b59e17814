import { z } from 'zod';
import type { AuthenticatedUser } from '../../../services/access/user-token.ts';
import { markOffer, type OfferMark } from '../../../services/decisions/mark-offer.ts';
import { intakeBusy, needsServerKey } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import type { ApiServices } from '../../services.ts';
import { useNotFound } from './schemas.ts';

const marks = {
  shown: { event: 'Offer Shown', by: 'markOfferShown', byUser: 'markMyOfferShown', words: 'was shown' },
  accepted: { event: 'Offer Accepted', by: 'markOfferAccepted', byUser: 'markMyOfferAccepted', words: 'was accepted' },
} as const;

const shared = {
  method: 'post',
  tag: 'offers',
  params: z.strictObject({ id: z.uuid().describe('The `id` with which the offer was answered.') }),
  notFound: useNotFound,
  answer: doneAnswer('It is noted.'),
  errors: [intakeBusy],
} as const;

const describe = (mark: OfferMark) =>
  `It comes back as the event ${marks[mark].event} of the customer, once, with \`offer\`, \`placement\` and \`decision\`: journeys and rewards of policies react to it.`;

function byServer(mark: OfferMark) {
  const { by, words } = marks[mark];
  return defineOperation({
    ...shared,
    id: by,
    path: `/v1/offer-decisions/{id}/${mark}`,
    key: 'write',
    summary: `Say that an offer ${words}`,
    description: `For your server, with a server key. ${describe(mark)}`,
    errors: [...shared.errors, needsServerKey],
    async handle({ params: { id }, workspace, sender, keyKind }, services) {
      if (keyKind === 'browser') throw needsServerKey('offer-decisions', 'say what became of an offer');
      return note(services, { workspace, id, mark, sender });
    },
  });
}

function byUser(mark: OfferMark) {
  const { byUser: id, words } = marks[mark];
  return defineOperation({
    ...shared,
    id,
    path: `/v1/my/offer-decisions/{id}/${mark}`,
    key: 'user',
    summary: `Say that the user's offer ${words}`,
    description: `For pages and apps. ${describe(mark)}`,
    async handle({ params, user, sender }, services) {
      const { workspace, userId } = user as AuthenticatedUser;
      return note(services, { workspace, id: params.id, mark, sender, userId });
    },
  });
}

export const markOfferShown = byServer('shown');
export const markOfferAccepted = byServer('accepted');
export const markMyOfferShown = byUser('shown');
export const markMyOfferAccepted = byUser('accepted');

async function note(
  { database, collector }: ApiServices,
  asked: { workspace: string; id: string; mark: OfferMark; sender: string; userId?: string },
) {
  const { workspace, id, mark, sender } = asked;
  const marked = await markOffer(database, asked);
  if (!marked) throw useNotFound(id);
  const { offer, placement, customerId, at } = marked;
  // Its messageId makes a repetition harmless.
  const event = {
    ...{ type: 'track' as const, name: marks[mark].event, messageId: `offer/${id}/${mark}`, customerId, timestamp: at },
    ...{ userId: undefined, anonymousId: undefined, context: {}, properties: { offer, placement, decision: id } },
  };
  await collector.submit(workspace, [event], sender);
  return done;
}
