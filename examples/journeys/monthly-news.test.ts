import { defineEvent } from 'throughline';
import { type Story, type StoryCustomer, story, throughlineMatchers } from 'throughline/testing';
import monthlyNews, { NewsDue } from './monthly-news.ts';
import channel from './monthly-news-channel.ts';
import hour from './monthly-news-hour.ts';

expect.extend(throughlineMatchers);

const Visited = defineEvent('Visited', {});
const withoutChance = { ...hour, baselinePerMille: 0, rank: { by: 'best-hour' as const, explorePerMille: 0 } };

let s: Story;
beforeEach(async () => {
  const quietHours = ['21:00', '08:00'] as const;
  s = await story(monthlyNews, { start: '2026-03-02T19:10', policies: [withoutChance, channel], quietHours });
});

const due = async (customer: StoryCustomer) => {
  await customer.does(NewsDue({ month: '2026-03' }));
  await s.skip('23 hours');
  return customer.received();
};

test('the news wait for the hour at which the customer was there before', async () => {
  const ada = s.customer({ email: 'ada@example.com', arms: { channel: 'email' } });
  for (let day = 0; day < 6; day += 1) {
    await ada.does(Visited({}));
    await s.skip('1 day');
  }
  await s.skip('15 hours'); // 10:10 in the morning
  const [message] = await due(ada);
  expect(message).toMatchObject({ channel: 'email', at: expect.stringMatching(/T19:00/) });
});

test('quiet hours are left out: who is there at night gets them in the evening before', async () => {
  const eve = s.customer({ email: 'eve@example.com', arms: { channel: 'email' } });
  await s.skip('3 hours');
  for (let day = 0; day < 6; day += 1) {
    await eve.does(Visited({}));
    await s.skip('1 day');
  }
  await s.skip('12 hours'); // 10:10 in the morning
  expect(await due(eve)).toMatchObject([{ at: expect.stringMatching(/T20:00/) }]);
});

test('one of whom nothing is known gets them at once', async () => {
  const bob = s.customer({ email: 'bob@example.com', arms: { channel: 'email' } });
  expect(await due(bob)).toMatchObject([{ at: expect.stringMatching(/T19:10/) }]);
});

test('who can not be reached by the chosen channel gets them by the other, or not at all', async () => {
  const cem = s.customer({ phone: '+4915112345678', arms: { channel: 'email' } });
  const [message] = await due(cem);
  expect(message?.channel ?? 'none').not.toBe('email');
});
