import { email } from 'throughline';
import { story, throughlineMatchers } from 'throughline/testing';
import { AccountClosed, ProjectCreated, SignedUp } from '../events.ts';
import welcomeSeries from './welcome-series.ts';

expect.extend(throughlineMatchers);

const begin = () => story(welcomeSeries, { start: '2026-03-02T08:00Z' });

test('the welcome comes after the first wait, the next steps as soon as there is a project', async () => {
  const s = await begin();
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(SignedUp({}));
  expect(ada).not.toHaveReceived('welcome');
  await s.skip('5 seconds');
  expect(ada).toHaveReceived('welcome', { via: email });

  await s.skip('1 day');
  await ada.does(ProjectCreated({ name: 'Analytical Engine' }));
  expect(ada.received()).toEqual([
    { step: 'welcome', template: 'welcome', channel: 'email', at: '2026-03-02T08:00:05.000Z' },
    { step: 'next-steps', template: 'next-steps', channel: 'email', at: '2026-03-03T08:00:05.000Z' },
  ]);
  expect(ada).toHaveExited('completed');
});

test('who makes no project within two days is offered a hand, unless they pay', async () => {
  const s = await begin();
  const ada = s.customer({ email: 'ada@example.com', plan: 'trial' });
  const pro = s.customer({ email: 'pro@example.com', plan: 'pro' });
  for (const customer of [ada, pro]) await customer.does(SignedUp({}));
  await s.skip('3 days');
  expect(ada).toHaveReceived('need-a-hand');
  expect(pro).not.toHaveReceived('need-a-hand');
  expect(pro).toHaveExited('completed');
});

test('who closes the account hears nothing more', async () => {
  const s = await begin();
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(SignedUp({}));
  await ada.does(AccountClosed({}));
  expect(ada).toHaveExited('account-closed');
  await s.skip('1 week');
  expect(ada.received()).toEqual([]);
});

test('a sign-up that arrives two hours late welcomes nobody', async () => {
  const s = await begin();
  const ada = s.customer({ email: 'ada@example.com' });
  await ada.does(SignedUp({}), { at: '2026-03-02T06:00Z' });
  expect(ada.runs()).toEqual([]);
});

test('a mail waits five minutes for the address, then the journey goes on without it', async () => {
  const s = await begin();
  const [told, silent] = [s.customer(), s.customer()];
  for (const customer of [told, silent]) await customer.does(SignedUp({}));
  await s.skip('1 minute');
  await told.identify({ email: 'told@example.com' });
  await s.skip('5 minutes');
  expect(told).toHaveReceived('welcome');
  expect(silent.runs()).toMatchObject([
    { standsOn: 'first-project', messages: [{ result: 'blocked', rule: 'no-address' }] },
  ]);
});
