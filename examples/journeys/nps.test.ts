import { email, sms } from 'throughline';
import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import { OrderDelivered } from '../events.ts';
import nps from './nps.ts';

expect.extend(throughlineMatchers);

let s: Story;
let ada: StoryCustomer;
beforeEach(async () => {
  s = await story(nps, { start: '2026-03-02T10:00', zone: 'Europe/Berlin' });
  ada = s.customer({ email: 'ada@example.com', firstName: 'Ada' });
  await ada.does(OrderDelivered({ order_id: 'A-1' }));
  await s.skip('14 days');
});

test('is asked once, two weeks after the delivery', async () => {
  expect(ada).toHaveReceived('ask', { via: email });
  await ada.does(OrderDelivered({ order_id: 'A-2' }));
  expect(ada.runs()).toHaveLength(1);
});

test('a six or less brings a person to the telephone', async () => {
  await ada.answers('ask', { question: 'nps', answer: 3 });
  expect(ada.runs()).toMatchObject([{ standsOn: 'call' }]);
  await ada.task('call').answers('settled');
  expect(ada).toHaveExited('unhappy');
  expect(ada).toHaveReachedGoal({ value: 3 });
});

test('a nine or more is asked for a review, and a seven is left alone', async () => {
  await ada.answers('ask', { question: 'nps', answer: 9 });
  const ben = s.customer({ phone: '+4915550100123' });
  await ben.does(OrderDelivered({ order_id: 'B-1' }));
  await s.skip('14 days');
  expect(ben).toHaveReceived('ask', { via: sms });
  await ben.answers('ask', { question: 'nps', answer: 'well', score: 7 });
  expect(ada).toHaveReceived('review', { via: email });
  expect(ben).toHaveExited('neutral');
  expect(ben).not.toHaveReceived('review');
});

test('who does not answer within two weeks hears nothing more', async () => {
  await ada.opens('ask');
  await s.skip('14 days');
  expect(ada).toHaveExited('no-answer');
  expect(ada).not.toHaveReceived('review');
});
