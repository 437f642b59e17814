import { sms } from 'throughline';
import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import { CartUpdated, CheckoutCompleted } from '../events.ts';
import abandonedCart from './abandoned-cart.ts';

expect.extend(throughlineMatchers);

let s: Story;
let ada: StoryCustomer;
beforeEach(async () => {
  s = await story(abandonedCart, { start: '2026-03-02T10:00', zone: 'Europe/Berlin', holdout: 'off' });
  ada = s.customer({ email: 'ada@example.com', phone: '+4915550100123' });
});
const steps = () => ada.received().map(({ step }) => step);

test('a cart that is left alone for an hour gets one mail, and a big one a last call by SMS', async () => {
  await ada.does(CartUpdated({ cart_id: 'small', value: 64 }));
  await s.skip('3 days');
  expect(steps()).toEqual(['nudge']);
  await ada.does(CartUpdated({ cart_id: 'big', value: 640 }));
  await s.skip('3 days');
  expect(steps()).toEqual(['nudge', 'nudge', 'last-call']);
  expect(ada).toHaveReceived('last-call', { via: sms });
});

test('each update of the cart lets the hour begin again', async () => {
  await ada.does(CartUpdated({ cart_id: 'c1', value: 30 }));
  await s.skip('40 minutes');
  await ada.does(CartUpdated({ cart_id: 'c1', value: 90 }));
  await s.skip('40 minutes');
  expect(ada.received()).toEqual([]);
  await s.skip('20 minutes');
  expect(steps()).toEqual(['nudge']);
  expect(ada.runs()).toHaveLength(1);
});

test('a cart below 20 enters nobody', async () => {
  await ada.does(CartUpdated({ cart_id: 'tiny', value: 19.99 }));
  expect(ada.runs()).toEqual([]);
});

test('the checkout of that very cart ends its run and is its goal; another one is no matter', async () => {
  await ada.does(CartUpdated({ cart_id: 'c1', value: 64 }));
  await ada.does(CartUpdated({ cart_id: 'c2', value: 70 }));
  await ada.does(CheckoutCompleted({ cart_id: 'c2', total: 68.5 }));
  await s.skip('2 hours');
  expect(ada.runs()).toMatchObject([
    { key: 'c1', status: 'open' },
    { key: 'c2', endReason: 'bought' },
  ]);
  expect(steps()).toEqual(['nudge']);
});

test('who pays after the mail has reached the goal with the total, within a week', async () => {
  await ada.does(CartUpdated({ cart_id: 'c1', value: 64 }));
  await s.skip('5 days');
  expect(ada).toHaveExited('completed');
  await ada.does(CheckoutCompleted({ cart_id: 'c1', total: 60 }));
  expect(ada).toHaveReachedGoal({ value: 60 });
});

test('who is held out gets nothing, and the goal is watched all the same', async () => {
  const ben = s.customer({ email: 'ben@example.com', arms: { holdout: 'held-out' } });
  await ben.does(CartUpdated({ cart_id: 'b1', value: 64 }));
  await s.skip('2 days');
  expect(ben.received()).toEqual([]);
  await ben.does(CheckoutCompleted({ cart_id: 'b1', total: 64 }));
  expect(ben).toHaveReachedGoal({ value: 64 });
});
