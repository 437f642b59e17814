import { story, throughlineMatchers } from 'throughline/testing';
import birthday from './birthday.ts';

expect.extend(throughlineMatchers);

test('is greeted each year on the day, at nine by the clocks of the customer', async () => {
  const s = await story(birthday, { start: '2026-01-10T12:00' });
  const ada = s.customer({ email: 'ada@example.com', birthday: '1990-03-02', timezone: 'America/New_York' });
  const leap = s.customer({ email: 'leo@example.com', birthday: '1992-02-29' });
  await s.skip('400 days');
  expect(ada.received().map(({ at }) => at)).toEqual(['2026-03-02T14:00:00.000Z']);
  expect(leap.received().map(({ at }) => at)).toEqual(['2026-02-28T09:00:00.000Z']);
  await s.skip('30 days');
  expect(ada.received().map(({ at }) => at)).toEqual(['2026-03-02T14:00:00.000Z', '2027-03-02T14:00:00.000Z']);
});

test('who gives a birthday that has just passed waits for the next one', async () => {
  const s = await story(birthday, { start: '2026-03-02T12:00' });
  const late = s.customer({ email: 'ben@example.com' });
  await late.identify({ birthday: '1990-03-02' });
  expect(late).not.toHaveReceived('greeting');
});
