import { email } from 'throughline';
import { story, throughlineMatchers } from 'throughline/testing';
import { ContractRenewed } from '../events.ts';
import renewal from './renewal.ts';

expect.extend(throughlineMatchers);

const begin = () => story(renewal, { start: '2026-03-01T12:00', zone: 'Europe/Berlin' });
const ada = { email: 'ada@example.com', firstName: 'Ada', timezone: 'Europe/Berlin' };

test('is reminded thirty days before the date, also where the date has moved', async () => {
  const s = await begin();
  const stays = s.customer({ ...ada, renewal_date: '2026-04-20' });
  const moves = s.customer({ ...ada, email: 'ben@example.com', renewal_date: '2026-04-20' });
  await s.skip('10 days');
  await moves.identify({ renewal_date: '2026-06-20' });
  await s.skip('15 days');
  expect(stays).toHaveReceived('reminder', { via: email });
  expect(moves.runs()).toEqual([]);
  await s.skip('60 days');
  expect(moves).toHaveReceived('reminder');
});

test('who renews hears nothing more; for who does not, somebody calls a week before', async () => {
  const s = await begin();
  const renews = s.customer({ ...ada, renewal_date: '2026-04-20' });
  const waits = s.customer({ ...ada, email: 'ben@example.com', renewal_date: '2026-04-20' });
  await s.skip('25 days');
  await renews.does(ContractRenewed({ until: '2027-04-20' }));
  expect(renews).toHaveExited('renewed');
  await s.skip('20 days');
  expect(waits.runs()).toMatchObject([{ standsOn: 'call' }]);
  await waits.task('call').answers('leaves');
  expect(waits).toHaveExited('completed');
});

test('a date that becomes known late, before the contract ends, brings the reminder at once', async () => {
  const s = await begin();
  const late = s.customer(ada);
  await late.identify({ renewal_date: '2026-03-15' });
  expect(late).toHaveReceived('reminder');
});
