import { email, webhook } from 'throughline';
import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import { OrderCompleted, OrderRefunded, ReviewWritten } from '../events.ts';
import winBack from './win-back.ts';

expect.extend(throughlineMatchers);

let s: Story;
let ada: StoryCustomer;
beforeEach(async () => {
  s = await story(winBack, { start: '2026-03-02T09:30', zone: 'Europe/Berlin' });
  ada = s.customer({ email: 'ada@example.com' });
});
const steps = () => ada.received().map(({ step }) => step);

test('who does not come back gets an offer, after thirty days of their own clock', async () => {
  await ada.does(OrderCompleted({ order_id: 'o1', total: 80 }));
  await s.skip('1 month');
  expect(ada.received()).toEqual([
    { step: 'tell-crm', template: 'order-to-crm', channel: 'webhook', at: '2026-03-02T08:30:00.000Z' },
    { step: 'ask-review', template: 'ask-review', channel: 'email', at: '2026-03-05T08:30:00.000Z' },
    // Berlin's clocks went on an hour on the 29th.
    { step: 'offer', template: 'win-back-offer', channel: 'email', at: '2026-04-01T07:30:00.000Z' },
  ]);
});

test('from 100 upwards it is a call, below 50 nothing at all', async () => {
  await ada.does(OrderCompleted({ order_id: 'o1', total: 100 }));
  await s.skip('30 days');
  expect(ada).toHaveReceived('call', { via: webhook });
  expect(ada).not.toHaveReceived('offer');

  const grace = s.customer({ email: 'grace@example.com' });
  await grace.does(OrderCompleted({ order_id: 'o2', total: 49 }));
  expect(grace.runs()).toEqual([]);
});

test('a review gives the customer two weeks more', async () => {
  await ada.does(OrderCompleted({ order_id: 'o1', total: 80 }));
  await s.skip('4 days');
  await ada.does(ReviewWritten({ order_id: 'another', stars: 1 }));
  await ada.does(ReviewWritten({ order_id: 'o1', stars: 5 }));
  expect(ada.runs()).toMatchObject([{ key: 'o1', standsOn: 'patience' }]);
  await s.skip('33 days');
  expect(steps()).toEqual(['tell-crm', 'ask-review']);
  await s.skip('1 day');
  expect(ada).toHaveReceived('offer', { via: email });
});

test('a newer order takes over: the older run ends at its wait, and only one offer goes out', async () => {
  await ada.does(OrderCompleted({ order_id: 'o1', total: 80 }));
  await s.skip('5 days');
  await ada.does(OrderCompleted({ order_id: 'o2', total: 60 }));
  expect(ada.runs()).toMatchObject([
    { key: 'o1', endReason: 'ordered-again' },
    { key: 'o2', standsOn: 'first-days' },
  ]);
  await s.skip('40 days');
  expect(steps()).toEqual(['tell-crm', 'ask-review', 'tell-crm', 'ask-review', 'offer']);
});

test('a refund ends the run of its order, and that order never enters again', async () => {
  await ada.does(OrderCompleted({ order_id: 'o1', total: 80 }));
  await ada.does(OrderCompleted({ order_id: 'o2', total: 80 }));
  await ada.does(OrderRefunded({ order_id: 'o2' }));
  await ada.does(OrderCompleted({ order_id: 'o2', total: 80 }));
  expect(ada.runs()).toMatchObject([
    { key: 'o1', endReason: 'ordered-again' },
    { key: 'o2', endReason: 'refunded' },
  ]);
});
