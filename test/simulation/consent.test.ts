import {
  channel,
  defineEvent,
  defineTopic,
  email,
  flow,
  journey,
  on,
  send,
  t,
  template,
  wait,
} from '../../core/index.ts';
import { story, throughlineMatchers } from '../../simulation/index.ts';

expect.extend(throughlineMatchers);

const Started = defineEvent('Started', { plan: t.text });
const offers = defineTopic('offers');
const news = defineTopic('news');
const nudge = send('nudge', template('nudge'), { via: [email] });
const trial = journey(
  'trial',
  { purpose: 'marketing', topic: offers, entry: on(Started), reentry: 'always' },
  flow(wait('rest', '1 day'), nudge, wait('more', '1 day'), send('last', template('last'), { via: [email] })),
);
const start = { start: '2026-03-02T08:00Z' };
const optIn = { ...start, regimes: { marketing: 'opt-in' } } as const;

async function enter(
  options: Parameters<typeof story>[1],
  traits: Parameters<Awaited<ReturnType<typeof story>>['customer']>[0] = {},
) {
  const s = await story(trial, options);
  const customer = s.customer({ email: 'a@example.com', ...traits });
  await customer.does(Started({ plan: 'team' }));
  return { s, customer };
}
const results = ({
  runs,
}: {
  runs(): readonly { messages: readonly { step: string; result: string; rule: string | undefined }[] }[];
}) => runs().flatMap(({ messages }) => messages.map(({ step, result, rule }) => `${step} ${rule ?? result}`));

it('blocks marketing without consent where the regime asks for it', async () => {
  const { s, customer } = await enter(optIn);
  await s.skip('3 days');
  expect(results(customer)).toEqual(['nudge consent', 'last consent']);
});

it('sends to a customer who came with the consent', async () => {
  const { s, customer } = await enter(optIn, { consents: [offers] });
  await s.skip('3 days');
  expect(results(customer)).toEqual(['nudge accepted', 'last accepted']);
});

it('ends a run when its topic is withdrawn, with that reason', async () => {
  const { s, customer } = await enter(start);
  await s.skip('1 day');
  await customer.withdraws(offers);
  expect(customer).toHaveExited('consent-withdrawn');
  await s.skip('3 days');
  expect(results(customer)).toEqual(['nudge accepted']);
});

it('leaves the run alone when another topic or a channel is withdrawn', async () => {
  const { s, customer } = await enter(start);
  await customer.withdraws(news);
  await customer.withdraws(channel('sms'));
  await s.skip('1 day');
  await customer.withdraws(email);
  await s.skip('1 day');
  expect(results(customer)).toEqual(['nudge accepted', 'last channel-withdrawn']);
});

it('blocks while the customer has paused, and goes on with what comes after', async () => {
  const { s, customer } = await enter(start);
  await customer.pauses('36 hours');
  await s.skip('3 days');
  expect(results(customer)).toEqual(['nudge paused-by-customer', 'last accepted']);
});

it('sends nothing to an address that bounced for good, and goes on after a soft bounce', async () => {
  const { s, customer } = await enter(start);
  const other = s.customer({ email: 'b@example.com' });
  await other.does(Started({ plan: 'team' }));
  await s.skip('1 day');
  await customer.bounces(nudge);
  await other.bounces(nudge, { soft: true });
  await s.skip('1 day');
  expect(results(customer)).toEqual(['nudge accepted', 'last suppressed']);
  expect(results(other)).toEqual(['nudge accepted', 'last accepted']);
});

it('after a complaint blocks what would go to another address, too', async () => {
  const { s, customer } = await enter(start);
  await s.skip('1 day');
  await customer.complains(nudge);
  await customer.identify({ email: 'other@example.com' });
  await s.skip('1 day');
  expect(results(customer)).toEqual(['nudge accepted', 'last channel-withdrawn']);
});

it('sends again after consent was granted again', async () => {
  const { s, customer } = await enter(start);
  await customer.withdraws('marketing');
  expect(customer).toHaveExited('consent-withdrawn');
  await s.skip('1 hour');
  await customer.grants('marketing');
  await customer.does(Started({ plan: 'team' }));
  await s.skip('1 day');
  expect(customer).toHaveReceived(nudge);
});
