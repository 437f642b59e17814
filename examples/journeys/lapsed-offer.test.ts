import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import lapsedOffer, { OrderMissed } from './lapsed-offer.ts';
import policy from './lapsed-offer-policy.ts';
import fifteenPercent from './offers/fifteen-percent.ts';
import freeDelivery from './offers/free-delivery.ts';

expect.extend(throughlineMatchers);

let s: Story;
beforeEach(async () => {
  const offers = [freeDelivery, fifteenPercent];
  s = await story(lapsedOffer, { start: '2026-03-02T09:30', policies: [policy], offers });
});

const missed = async (customer: StoryCustomer) => {
  await customer.does(OrderMissed({ days: 90 }));
  return customer.received().length;
};

test('the offer that was chosen is sent by its template', async () => {
  const ada = s.customer({ email: 'ada@example.com', orders: 3, arms: { offer: 'fifteen-percent' } });
  expect(await missed(ada)).toBe(1);
  expect(ada.received()).toMatchObject([{ template: 'lapsed-offer' }]);
});

test('a first-time buyer gets no discount, even where it is named', async () => {
  const bob = s.customer({ email: 'bob@example.com', orders: 1, arms: { offer: 'fifteen-percent' } });
  await missed(bob);
  expect(bob.runs()).toMatchObject([{ status: 'ended' }]);
});

test('after two of them the discount is used up, and then nothing is left but doing nothing', async () => {
  const only = { ...fifteenPercent, caps: { total: 2 } };
  s = await story(lapsedOffer, { start: '2026-03-02T09:30', policies: [policy], offers: [only] });
  const counts: number[] = [];
  for (const name of ['ada', 'bob', 'cem']) {
    const arms = { offer: 'fifteen-percent' };
    counts.push(await missed(s.customer({ email: `${name}@example.com`, orders: 3, arms })));
  }
  expect(counts).toEqual([1, 1, 0]);
});
