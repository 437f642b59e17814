import { email, sms } from 'throughline';
import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import { CatalogRequested, OrderCompleted, PricingViewed } from '../events.ts';
import catalogFollowUp from './catalog-follow-up.ts';

expect.extend(throughlineMatchers);

let s: Story;
let ada: StoryCustomer;
beforeEach(async () => {
  const quietHours = ['21:00', '09:00'] as const;
  s = await story(catalogFollowUp, { start: '2026-03-02T10:00', zone: 'Europe/Berlin', quietHours });
  ada = s.customer({ email: 'ada@example.com', phone: '+4915550100123', firstName: 'Ada' });
  await ada.does(CatalogRequested({}));
});
const steps = () => ada.received().map(({ step }) => step);

test('who opens the mail gets the second one by mail, after three days', async () => {
  await ada.opens('hello');
  await s.skip('3 days');
  expect(ada).toHaveReceived('reminder', { via: email });
  await s.skip('4 days');
  expect(steps()).toEqual(['hello', 'reminder', 'last']);
  expect(ada).toHaveExited('completed');
});

test('who reads no mail gets the second one by SMS, or by mail where there is no number', async () => {
  const ben = s.customer({ email: 'ben@example.com' });
  await ben.does(CatalogRequested({}));
  await s.skip('3 days');
  expect(ada).toHaveReceived('reminder-by-sms', { via: sms });
  expect(ben).toHaveReceived('reminder-by-sms', { via: email });
});

test('who has bought gets no second mail, whenever that was', async () => {
  await s.skip('1 day');
  await ada.does(OrderCompleted({ order_id: 'A-1', total: 40 }));
  await s.skip('10 days');
  expect(steps()).toEqual(['hello']);
  expect(ada).toHaveExited('completed');
});

test('two looks at the prices within a day bring the next message at once, and not at night', async () => {
  await s.skip('10 minutes');
  await ada.does(PricingViewed({}));
  await s.skip('10 hours');
  expect(steps()).toEqual(['hello']);
  await s.skip('12 hours 20 minutes'); // 08:30 on the next day
  await ada.does(PricingViewed({}));
  expect(steps()).toEqual(['hello']);
  await s.skip('30 minutes');
  expect(steps()).toEqual(['hello', 'reminder']);
});

test('two looks that are more than a day apart change nothing', async () => {
  await ada.does(PricingViewed({}));
  await s.skip('25 hours');
  await ada.does(PricingViewed({}));
  expect(steps()).toEqual(['hello']);
});
