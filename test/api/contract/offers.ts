import { createKey } from '../../../store/access/keys.ts';
import { userToken } from '../../support/in-app.ts';
import { call, db, itRefuses, strangeId } from './api-under-test.ts';

const offer = {
  id: 'ten-percent',
  title: '10 % off',
  placements: ['home-banner'],
  values: { code: 'TEN' },
  priority: 10,
  caps: { perCustomer: { uses: 1 } },
};
const usual = { id: 'usual', title: 'Have a look', placements: ['home-banner'], fallback: true };

it('publishes offers, and lists and shows them', async () => {
  expect(await call('publish', { body: { offers: [offer, usual] } })).toMatchObject({
    answer: { offers: [{ id: offer.id, version: 1, change: 'published' }, { id: 'usual' }] },
  });
  expect(await call('publish', { body: { offers: [{ ...offer, owner: 'shop' }] } })).toMatchObject({
    answer: { offers: [{ version: 1, change: 'relabelled' }] },
  });
  expect(await call('listOffers')).toMatchObject({
    answer: { items: [{ id: offer.id, state: 'live', figures: { used: 0 } }, { id: 'usual' }] },
  });
  expect(await call('getOffer', { id: offer.id })).toMatchObject({ answer: { definition: { owner: 'shop' } } });
});

it('gives a page its offers, and notes what became of them as events of the customer', async () => {
  await call('sendIdentify', { body: { userId: 'u1', traits: {} } });
  const asked = { id: 'home-banner', body: { customer: 'u1', count: 2, context: { page: 'home' } } };
  const { answer } = await call('chooseOffers', asked);
  const [first, second] = answer.items as { id: string; offer: string }[];
  expect([first?.offer, second?.offer]).toEqual([offer.id, 'usual']);
  expect(await call('markOfferShown', { id: first?.id ?? '' })).toMatchObject({ status: 200 });
  expect(await call('markOfferAccepted', { id: first?.id ?? '' })).toMatchObject({ status: 200 });
  const mine = await call('chooseMyOffers', { id: 'home-banner', body: {} });
  const [own] = mine.answer.items as { id: string; offer: string }[];
  expect(own?.offer).toBe('usual'); // once for each customer
  expect(await call('markMyOfferShown', { id: own?.id ?? '' })).toMatchObject({ status: 200 });
  expect(await call('markMyOfferAccepted', { id: own?.id ?? '' })).toMatchObject({ status: 200 });
  expect(await call('getOffer', { id: offer.id })).toMatchObject({ answer: { figures: { shown: 1, accepted: 1 } } });
  expect(
    await db.look(`select name, properties ->> 'offer' as offer from events where name like 'Offer %' order by id`),
  ).toEqual([
    { name: 'Offer Shown', offer: offer.id },
    { name: 'Offer Accepted', offer: offer.id },
    { name: 'Offer Shown', offer: 'usual' },
    { name: 'Offer Accepted', offer: 'usual' },
  ]);
});

it('lets a browser key, which everybody can read, ask for nobody and say nothing', async () => {
  const key = await createKey(db.database, { workspace: 'default', kind: 'browser', title: 'page' });
  for (const [id, more] of [
    ['chooseOffers', { id: 'home-banner', body: { customer: 'u1' } }],
    ['markOfferShown', { id: strangeId }],
    ['markOfferAccepted', { id: strangeId }],
  ] as const)
    expect(await call(id, { ...more, key })).toMatchObject({ status: 403, code: 'needs-server-key' });
});

it('gives nothing to the user of a token whom nobody knows', async () => {
  const key = await userToken(db, 'nobody-knows');
  expect(await call('chooseMyOffers', { id: 'home-banner', body: {}, key })).toMatchObject({
    ...{ status: 404, code: 'customer-not-found' },
  });
});

itRefuses([
  ['getOffer', { id: 'none' }, 404, 'not-found'],
  ['getOffer', { id: '%zz' }, 400, 'address-unreadable'],
  ['chooseOffers', { id: 'nowhere', body: { customer: 'u1' } }, 404, 'not-found'],
  ['chooseOffers', { id: 'home-banner', body: { customer: 'nobody-knows' } }, 404, 'customer-not-found'],
  ['chooseOffers', { id: 'home-banner', body: {} }, 422, 'parameter-wrong'],
  ['chooseOffers', { id: 'home-banner', body: { customer: 'u\u0000' } }, 422, 'data-refused'],
  ['chooseOffers', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['chooseMyOffers', { id: 'nowhere', body: {} }, 404, 'not-found'],
  ['chooseMyOffers', { id: 'home-banner', body: { count: 99 } }, 422, 'parameter-wrong'],
  ['chooseMyOffers', { id: '%zz', body: {} }, 400, 'address-unreadable'],
  ['markOfferShown', { id: strangeId }, 404, 'not-found'],
  ['markOfferShown', { id: '%zz' }, 400, 'address-unreadable'],
  ['markOfferAccepted', { id: strangeId }, 404, 'not-found'],
  ['markOfferAccepted', { id: '%zz' }, 400, 'address-unreadable'],
  ['markMyOfferShown', { id: strangeId }, 404, 'not-found'],
  ['markMyOfferShown', { id: '%zz' }, 400, 'address-unreadable'],
  ['markMyOfferAccepted', { id: strangeId }, 404, 'not-found'],
  ['markMyOfferAccepted', { id: '%zz' }, 400, 'address-unreadable'],
]);
