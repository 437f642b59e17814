import { defineEvent, email, flow, journey, on, send, t, template, wait } from '../../core/index.ts';
import { story, throughlineMatchers } from '../../simulation/index.ts';

expect.extend(throughlineMatchers);

const CartLeft = defineEvent('Cart Left', { cart: t.text });
const nudge = send('nudge', template('nudge'), { via: [email], notAfter: '14 hours' });
const last = send('last', template('last'), { via: [email] });
const cart = journey(
  'cart',
  { purpose: 'marketing', entry: on(CartLeft), key: CartLeft.cart, reentry: 'always' },
  flow(wait('settle', '1 hour'), nudge, wait('rest', '1 hour'), last),
);
const night = { start: '2026-03-02T20:10', zone: 'Pacific/Auckland', quietHours: ['21:00', '09:00'] } as const;

async function enter(options: Parameters<typeof story>[1], definition = cart) {
  const s = await story(definition, options);
  const customer = s.customer({ email: 'a@example.nz' });
  await customer.does(CartLeft({ cart: 'c1' }));
  await s.skip('1 hour');
  return { s, customer };
}

it('holds a message overnight and sends it in the morning, by the clock of the customer', async () => {
  const { s, customer } = await enter(night);
  expect(customer).toBeDeferred(nudge, { by: 'quiet-hours', until: '2026-03-02T20:00Z' });
  expect(customer).not.toHaveReceived(nudge);
  await s.skip('1 day');
  expect(customer.received()).toMatchObject([
    { step: 'nudge', at: '2026-03-02T20:00:00.000Z' },
    { step: 'last', at: '2026-03-02T21:00:00.000Z' },
  ]);
});

it('sends transactional messages at night, unless their step respects quiet hours', async () => {
  const receipt = send('receipt', template('receipt'), { via: [email] });
  const tips = send('tips', template('tips'), { via: [email], respect: ['quiet-hours'] });
  const paid = journey(
    'paid',
    { purpose: 'transactional', entry: on(CartLeft) },
    flow(wait('settle', '1 hour'), receipt, tips),
  );
  const { customer } = await enter(night, paid);
  expect(customer).toHaveReceived(receipt);
  expect(customer).toBeDeferred(tips, { by: 'quiet-hours' });
});

it('refuses at once what would expire before the quiet hours end', async () => {
  const hurry = send('hurry', template('nudge'), { via: [email], notAfter: '2 hours' });
  const definition = journey(
    'hurry',
    { purpose: 'marketing', entry: on(CartLeft) },
    flow(wait('settle', '1 hour'), hurry),
  );
  const { customer } = await enter(night, definition);
  expect(customer).toBeBlocked(hurry, { by: 'quiet-hours' });
  expect(customer.runs()).toMatchObject([{ status: 'ended' }]);
});

it('counts all runs of the customer in a cap', async () => {
  const { s, customer } = await enter({ start: '2026-03-02T08:00Z', caps: { daily: { most: 1, calendar: 'day' } } });
  await customer.does(CartLeft({ cart: 'c2' }));
  await s.skip('3 hours');
  expect(customer.received()).toHaveLength(1);
  expect(customer).toBeBlocked(nudge, { by: 'caps' });
  expect(customer).toBeBlocked(last, { by: 'caps' });
});

it('lets a message wait for a place where its cap says so', async () => {
  const caps = { slow: { most: 1, within: 'P1D', excess: 'defer' } } as const;
  const { s, customer } = await enter({ start: '2026-03-02T08:00Z', quietHours: { spread: 'none' }, caps });
  await s.skip('1 hour');
  expect(customer).toBeDeferred(last, { by: 'caps', until: '2026-03-03T09:00Z' });
  await s.skip('1 day');
  expect(customer).toHaveReceived(last);
});

it('goes by the zone of the story where nothing tells that of the customer', async () => {
  const s = await story(cart, { start: '2026-03-02T22:00', zone: 'Europe/Berlin', quietHours: ['21:00', '09:00'] });
  const customer = s.customer({ email: 'a@example.org', timezone: null });
  await customer.does(CartLeft({ cart: 'c1' }));
  await s.skip('1 hour');
  expect(customer).toBeDeferred(nudge, { until: '2026-03-03T08:00Z' });
});

it('refuses limits that publishing would refuse, and rules that do not exist', async () => {
  const endless = { start: '2026-03-02T08:00Z', quietHours: ['09:00', '09:00'] } as const;
  await expect(story(cart, endless)).rejects.toThrow('quiet hours of');
  const { customer } = await enter(night);
  expect(() => expect(customer).toBeDeferred(nudge, { by: 'quiet hours' })).toThrow('no guard rule called');
});
