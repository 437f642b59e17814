import { channel, email } from 'throughline';
import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import { DemoRequested, MeetingBooked } from '../events.ts';
import leadHandOver from './lead-hand-over.ts';

expect.extend(throughlineMatchers);

let s: Story;
let ada: StoryCustomer;
beforeEach(async () => {
  s = await story(leadHandOver, { start: '2026-03-02T09:30', zone: 'Europe/Berlin' });
  ada = s.customer({ email: 'ada@example.com', firstName: 'Ada' });
});

test('a large company is called at once, and the journey ends when they are reached', async () => {
  await ada.does(DemoRequested({ company: 'Engines', seats: 80 }));
  expect(ada).toHaveReceived('confirm', { via: email });
  expect(ada).toHaveTask('call');
  await ada.task('call').answers('reached');
  expect(ada).toHaveExited('completed');
});

test('who is not reached is written to, and called once more after a day', async () => {
  await ada.does(DemoRequested({ company: 'Engines', seats: 80 }));
  await ada.task('call').answers('not-reached');
  expect(ada).toHaveReceived('missed-you');
  await s.skip('1 day');
  expect(ada).toHaveTask('call-again');
});

test('a call that nobody makes within a day is made known to all of sales', async () => {
  await ada.does(DemoRequested({ company: 'Engines', seats: 80 }));
  await s.skip('1 day');
  expect(ada).toHaveReceived('shout', { via: channel('alert:sales') });
});

test('a small company gets the recording after two days, unless they book a meeting', async () => {
  const ben = s.customer({ email: 'ben@example.com' });
  for (const person of [ada, ben]) await person.does(DemoRequested({ company: 'Gears', seats: 3 }));
  await s.skip('1 day');
  await ben.does(MeetingBooked({}));
  expect(ben).toHaveReachedGoal();
  await s.skip('1 day');
  expect(ada).toHaveReceived('watch-it');
  expect(ben).not.toHaveReceived('watch-it');
  expect(ben).toHaveExited('booked');
});
