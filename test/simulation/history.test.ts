import {
  branch,
  count,
  defineEvent,
  email,
  entryOf,
  flow,
  interrupt,
  journey,
  lastMessages,
  on,
  or,
  passages,
  send,
  sum,
  t,
  template,
  wait,
  waitFor,
  when,
} from '../../core/index.ts';
import { story } from '../../simulation/index.ts';

const SignedUp = defineEvent('Signed Up', {});
const Viewed = defineEvent('Pricing Viewed', {});
const Bought = defineEvent('Order Completed', { total: t.number });
const options = { purpose: 'transactional' as const, entry: on(SignedUp), reentry: 'always' as const };
const mail = (id: string) => send(id, template('hello'), { via: [email] });
const start = '2026-03-02T09:00';

async function customerOf(definition: ReturnType<typeof journey>) {
  const s = await story(definition, { start, zone: 'Europe/Berlin' });
  const customer = s.customer({ email: 'ann@example.com' });
  return { s, customer };
}

it('a branch skips who has bought, and counts what was before the entry', async () => {
  const hasBought = or(count(Bought).within('30 days').atLeast(2), sum(Bought, Bought.total).atLeast(100));
  const skipping = journey(
    'skipping',
    options,
    flow(branch('bought', [when(hasBought, flow())], flow(mail('second')))),
  );
  const { s, customer } = await customerOf(skipping);
  await customer.does(Bought({ total: 10 }));
  await customer.does(SignedUp({}));
  expect(customer.received()).toHaveLength(1);
  await customer.does(Bought({ total: 10 }));
  await customer.does(SignedUp({}));
  expect(customer.received()).toHaveLength(1);
  await s.skip('31 days');
  await customer.does(SignedUp({}));
  expect(customer.received()).toHaveLength(2);
});

it('an entry may ask for the second time within a day', async () => {
  const second = on(Viewed).where(count(Viewed).within('24 hours').atLeast(2));
  const twice = journey('twice', { ...options, entry: second }, flow(mail('offer')));
  const { s, customer } = await customerOf(twice);
  await customer.does(Viewed({}));
  await s.skip('25 hours');
  await customer.does(Viewed({}));
  expect(customer.received()).toHaveLength(0);
  await s.skip('23 hours');
  await customer.does(Viewed({}));
  expect(customer.received()).toHaveLength(1);
});

it('an exit by condition comes at the moment at which the last purchase leaves the window', async () => {
  const asleep = count(Bought).within('7 days').none();
  const active = journey('active', { ...options, exit: { asleep } }, flow(wait('long', '60 days')));
  const { s, customer } = await customerOf(active);
  await customer.does(Bought({ total: 1 }));
  await customer.does(SignedUp({}));
  await s.skip('6 days');
  await customer.does(Bought({ total: 1 }));
  await s.skip('6 days 23 hours');
  expect(customer.runs()).toMatchObject([{ status: 'open' }]);
  await s.skip('1 hour');
  expect(customer.runs()).toMatchObject([{ status: 'ended', endReason: 'asleep' }]);
});

it('a wait ends, and an interrupt acts, by the event that makes their condition hold', async () => {
  const pricing = interrupt(count(Viewed).within('24 hours').since(entryOf(SignedUp)).atLeast(2), {
    do: flow(mail('sales')),
  });
  const waiting = waitFor('reaction', { bought: count(Bought).since(entryOf(SignedUp)).atLeast(1), timeout: '9 days' });
  const watched = journey('watched', { ...options, on: { pricing } }, flow(waiting, mail('thanks')));
  const { s, customer } = await customerOf(watched);
  await customer.does(Bought({ total: 1 })); // before
  await customer.does(Viewed({}), { at: '2026-03-01T08:00' });
  await s.skip('1 minute');
  await customer.does(SignedUp({}));
  await customer.does(Viewed({}));
  expect(customer.received()).toHaveLength(0);
  await customer.does(Viewed({}));
  expect(customer.received().map(({ step }) => step)).toEqual(['sales']);
  await customer.does(Bought({ total: 1 }));
  expect(customer.received().map(({ step }) => step)).toEqual(['sales', 'thanks']);
});

it('engagement over the last mails decides once they are old enough', async () => {
  const low = lastMessages(2, email).opened.is(0);
  const steps = flow(
    mail('first'),
    mail('second'),
    wait('pause', '23 hours'),
    branch('now', [when('low', low, flow(mail('third')))]),
    wait('more', '2 hours'),
    branch('later', [when('low', low, flow(mail('fourth')))]),
  );
  const { s, customer } = await customerOf(journey('engaged', options, steps));
  await customer.does(SignedUp({}));
  await customer.opens('first');
  await s.skip('2 days');
  // A day has not passed at the first look, so nothing counts; at the second one mail is opened.
  expect(customer.received().map(({ step }) => step)).toEqual(['first', 'second', 'third']);
});

it('a journey may ask whether the customer was in it before', async () => {
  const before = passages('again').exits().within('30 days').atLeast(1);
  const again = journey('again', options, flow(branch('before', [when(before, flow())], flow(mail('hello')))));
  const { s, customer } = await customerOf(again);
  await customer.does(SignedUp({}));
  await customer.does(SignedUp({}));
  expect(customer.received()).toHaveLength(1);
  await s.skip('31 days');
  await customer.does(SignedUp({}));
  expect(customer.received()).toHaveLength(2);
});
