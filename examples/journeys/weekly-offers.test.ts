import { story, throughlineMatchers } from 'throughline/testing';
import weeklyOffers from './weekly-offers.ts';

expect.extend(throughlineMatchers);

test('comes every Tuesday at ten, by the clocks of each customer, but not to who is on "pro"', async () => {
  const s = await story(weeklyOffers, { start: '2026-03-01T12:00' });
  const ada = s.customer({ email: 'ada@example.com', timezone: 'Europe/Berlin' });
  const ben = s.customer({ email: 'ben@example.com', timezone: 'America/New_York' });
  const pro = s.customer({ email: 'pro@example.com', plan: 'pro' });
  await s.skip('10 days');
  expect(ada.received().map(({ at }) => at)).toEqual(['2026-03-03T09:00:00.000Z', '2026-03-10T09:00:00.000Z']);
  expect(ben.received().map(({ at }) => at)).toEqual(['2026-03-03T15:00:00.000Z', '2026-03-10T14:00:00.000Z']);
  expect(pro).not.toHaveReceived('offers');
});
