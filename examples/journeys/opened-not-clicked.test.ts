import { email, inApp } from 'throughline';
import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import { PricingViewed, TrialStarted } from '../events.ts';
import openedNotClicked from './opened-not-clicked.ts';

expect.extend(throughlineMatchers);

let s: Story;
let ada: StoryCustomer;
beforeEach(async () => {
  s = await story(openedNotClicked, { start: '2026-03-02T09:30', zone: 'Europe/Berlin' });
  ada = s.customer({ email: 'ada@example.com', firstName: 'Ada' });
  await ada.does(TrialStarted({}));
});
const steps = () => ada.received().map(({ step }) => step);

test('opened but not clicked, prices after the in-app message: no mail of day 3, and sales have a task at once', async () => {
  await ada.opens('welcome');
  await s.skip('1 day');
  expect(ada).toHaveReceived('welcome-in-app', { via: inApp });
  await s.skip('5 hours');
  await ada.does(PricingViewed({}));
  expect(ada.runs()[0]?.stands).toEqual(['until-day-3', 'call']);
  await ada.task('call').answers('reached');
  await s.skip('3 days');
  expect(ada).not.toHaveReceived('day-3');
  expect(steps()).toEqual(['welcome', 'welcome-in-app']);
  expect(ada).toHaveExited('completed');
});

test('who follows a link sees nothing in the product, and gets the mail of day 3', async () => {
  await ada.clicks('welcome');
  await s.skip('3 days');
  expect(steps()).toEqual(['welcome', 'day-3']);
});

test('who does not open the mail, or opens it too late, gets the mail of day 3 alone', async () => {
  await s.skip('1 day');
  await ada.opens('welcome');
  await s.skip('2 days');
  expect(steps()).toEqual(['welcome', 'day-3']);
  expect(ada).toHaveReceived('day-3', { via: email });
});

test('prices before the in-app message change nothing; a second look opens no second task', async () => {
  await ada.opens('welcome');
  await ada.does(PricingViewed({}));
  await s.skip('1 day');
  await ada.does(PricingViewed({}));
  await ada.task('call').answers('not-interested');
  await ada.does(PricingViewed({}));
  expect(ada.runs()[0]?.stands).toEqual(['until-day-3']);
});

test('the task waits a day, and the journey ends with whichever ends last', async () => {
  await ada.opens('welcome');
  await s.skip('2 days 12 hours');
  await ada.does(PricingViewed({}));
  await s.skip('12 hours');
  expect(ada.runs()[0]?.stands).toEqual(['call']);
  await s.skip('12 hours');
  expect(ada).toHaveExited('completed');
});

test('who becomes a paying customer hears nothing more, and the open task is taken back', async () => {
  await ada.opens('welcome');
  await s.skip('1 day');
  await ada.does(PricingViewed({}));
  await ada.identify({ plan: 'pro' });
  expect(ada).toHaveExited('became-pro');
  await expect(ada.task('call').answers('reached')).rejects.toThrow();
  await s.skip('3 days');
  expect(steps()).toEqual(['welcome', 'welcome-in-app']);
});
