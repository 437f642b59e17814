import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import returnOffer, { CustomerLapsed } from './return-offer.ts';
import policy from './return-offer-policy.ts';

expect.extend(throughlineMatchers);

let s: Story;
beforeEach(async () => {
  s = await story(returnOffer, { start: '2026-03-02T09:30', policies: [policy] });
});

const lapsed = async (customer: StoryCustomer) => {
  await customer.does(CustomerLapsed({ days: 90 }));
  return customer.received().map(({ template }) => template);
};

test('the offer that was chosen is what is sent', async () => {
  const ada = s.customer({ email: 'ada@example.com', orders: 3, arms: { offer: 'ten-percent' } });
  expect(await lapsed(ada)).toEqual(['return-ten-percent']);
  const grace = s.customer({ email: 'grace@example.com', orders: 3, arms: { offer: 'news' } });
  expect(await lapsed(grace)).toEqual(['return-news']);
});

test('where doing nothing is chosen, nothing is sent and the run ends', async () => {
  const ada = s.customer({ email: 'ada@example.com', arms: { offer: 'nothing' } });
  expect(await lapsed(ada)).toEqual([]);
  expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'completed' }]);
});

test('a first-time buyer gets no discount, even where it is named', async () => {
  const ada = s.customer({ email: 'ada@example.com', orders: 1, arms: { offer: 'ten-percent' } });
  expect(await lapsed(ada)).not.toEqual(['return-ten-percent']);
});

test('who can not be reached is offered nothing: no message is requested in vain', async () => {
  const ada = s.customer({ orders: 3 });
  expect(await lapsed(ada)).toEqual([]);
  expect(ada.runs()).toMatchObject([{ status: 'ended', endReason: 'completed' }]);
});

test('without a word of the story, all candidates come up in about equal shares', async () => {
  const counts = new Map<string, number>();
  for (let index = 0; index < 200; index += 1) {
    const [template = 'nothing'] = await lapsed(s.customer({ email: `c${index}@example.com`, orders: 3 }));
    counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['nothing', 'return-news', 'return-shipping', 'return-ten-percent']);
  expect(Math.min(...counts.values())).toBeGreaterThan(25);
});
