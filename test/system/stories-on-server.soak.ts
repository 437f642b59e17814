import {
  branch,
  defineTopic,
  defineTraits,
  email,
  emitted,
  entryOf,
  exit,
  flow,
  type JourneyDefinition,
  journey,
  on,
  send,
  t,
  task,
  template,
  text,
  update,
  wait,
  waitFor,
  webhook,
  when,
} from '../../core/index.ts';
import { OrderCompleted, OrderRefunded, ProjectCreated, ReviewWritten, SignedUp } from '../../examples/events.ts';
import firstPurchase from '../../examples/journeys/first-purchase.ts';
import welcomeSeries from '../../examples/journeys/welcome-series.ts';
import winBack from '../../examples/journeys/win-back.ts';
import { type Story, type StoryCustomer, type StoryOptions, story } from '../../simulation/index.ts';
import { type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

jest.setTimeout(180_000);

let system: System;
beforeAll(async () => {
  system = await startSystem({ apiProcess: { THROUGHLINE_TEST_MODE: 'true' } });
  await startWorkerHere(system, { testMode: true });
});
afterAll(() => system.stop());

/** Plays the same story in memory and on the running system, over HTTP, and compares all runs to the millisecond. */
async function onBoth(
  definition: JourneyDefinition,
  options: StoryOptions,
  play: (s: Story) => Promise<readonly StoryCustomer[]>,
) {
  const inMemory = await play(await story(definition, options));
  const { apiUrl, adminKey } = system;
  const onServer = await play(await story(definition, { ...options, on: 'server', server: { apiUrl, adminKey } }));
  const told = inMemory.map((customer) => ({ runs: customer.runs(), received: customer.received() }));
  expect(onServer.map((customer) => ({ runs: customer.runs(), received: customer.received() }))).toEqual(told);
  return told;
}

const ada = { email: 'ada@example.com' };

it('the welcome series is the same on a server: answered, not answered, without an address, late', async () => {
  const told = await onBoth(welcomeSeries, { start: '2026-03-02T08:00Z' }, async (s) => {
    const [one, two, pro, silent, late] = [
      s.customer(ada),
      s.customer(ada),
      s.customer({ ...ada, plan: 'pro' }),
      s.customer(),
      s.customer(ada),
    ];
    for (const customer of [one, two, pro, silent]) await customer.does(SignedUp({}));
    await late.does(SignedUp({}), { at: '2026-03-02T06:00Z' });
    await s.skip('1 day');
    await one.does(ProjectCreated({ name: 'Analytical Engine' }));
    await s.skip('3 days');
    return [one, two, pro, silent, late];
  });
  expect(told.map(({ received }) => received.map(({ step }) => step))).toEqual([
    ['welcome', 'next-steps'],
    ['welcome', 'need-a-hand'],
    ['welcome'],
    [],
    [],
  ]);
});

it('the first purchase is the same on a server, a year on and in the future', async () => {
  await onBoth(firstPurchase, { start: '2031-12-31T23:59', zone: 'Pacific/Auckland' }, async (s) => {
    const [keeps, returns] = [s.customer(ada), s.customer(ada)];
    await keeps.does(OrderCompleted({ order_id: 'o1', total: 20 }));
    await returns.does(OrderCompleted({ order_id: 'o2', total: 20 }));
    await s.skip('1 second');
    await returns.does(OrderRefunded({ order_id: 'o2' }));
    await s.skip('1 year');
    await keeps.does(OrderCompleted({ order_id: 'o3', total: 30 }));
    return [keeps, returns];
  });
});

it('winning back is the same on a server, over the night in which the clocks change', async () => {
  const told = await onBoth(winBack, { start: '2026-03-02T09:30', zone: 'Europe/Berlin' }, async (s) => {
    const [one, two] = [s.customer(ada), s.customer(ada)];
    await one.does(OrderCompleted({ order_id: 'o1', total: 80 }));
    await two.does(OrderCompleted({ order_id: 'o2', total: 120 }));
    await s.skip('4 days');
    await one.does(ReviewWritten({ order_id: 'o1', stars: 5 }));
    await s.skip('2 months');
    return [one, two];
  });
  expect(told[1]?.received.map(({ step, at }) => [step, at])).toEqual([
    ['tell-crm', '2026-03-02T08:30:00.000Z'],
    ['ask-review', '2026-03-05T08:30:00.000Z'],
    ['call', '2026-04-01T07:30:00.000Z'],
  ]);
});

it('tasks, updates, goals and clicks are the same on a server', async () => {
  const customer = defineTraits({ stage: t.optional(t.text) });
  const order = entryOf(OrderCompleted);
  const phone = task(
    'phone',
    {
      group: 'sales',
      instruction: text`Call about ${order.total}.`,
      choices: ['reached', 'lost'],
      reminder: '1 hour',
      due: '1 day',
    },
    { reached: flow(update('mark', { set: { stage: 'won' }, emit: emitted(ProjectCreated, { name: 'theirs' }) })) },
  );
  const care = send('care', template('care'), { via: [email] });
  const caring = journey(
    'caring',
    {
      purpose: 'transactional',
      entry: on(OrderCompleted),
      reentry: 'always',
      goal: on(ReviewWritten).within('7 days').value(ReviewWritten.stars),
    },
    flow(
      phone,
      branch('won', [when(phone.outcome.is('reached'), flow(care))], flow(exit('gone', 'not-reached'))),
      waitFor('reads', { clicked: care.clicked, timeout: '2 days' }),
      branch('stage', [when(customer.stage.is('won'), flow(exit('won-it', 'won')))]),
    ),
  );
  const told = await onBoth(caring, { start: '2026-05-04T10:00Z' }, async (s) => {
    const [reached, lost, missed] = [s.customer(ada), s.customer(ada), s.customer(ada)];
    for (const each of [reached, lost, missed]) await each.does(OrderCompleted({ order_id: 'o', total: 80 }));
    await s.skip('2 hours');
    await reached.task(phone).answers('reached', { by: 'ann' });
    await lost.task('phone').answers('lost');
    await reached.clicks(care);
    await s.skip('3 days');
    await missed.does(ReviewWritten({ order_id: 'o', stars: 4 }));
    return [reached, lost, missed];
  });
  expect(told.map(({ runs }) => [runs[0]?.endReason, runs[0]?.tasks[0]?.state, runs[0]?.goal?.value])).toEqual([
    ['won', 'answered', undefined],
    ['not-reached', 'answered', undefined],
    ['not-reached', 'overdue', 4],
  ]);
});

const offers = defineTopic('offers');
const first = send('first', template('first'), { via: [email] });
const last = send('last', template('last'), { via: [email, webhook] });
const series = journey(
  'series',
  { purpose: 'marketing', topic: offers, entry: on(OrderCompleted), reentry: 'always' },
  flow(
    first,
    waitFor('opens', { opened: first.opened, timeout: '1 day' }, { opened: flow(exit('enough', 'opened')) }),
    wait('more', '1 day'),
    last,
  ),
);
const order = OrderCompleted({ order_id: 'o', total: 80 });
const seen = (told: Awaited<ReturnType<typeof onBoth>>) =>
  told.map(({ runs }) =>
    runs.map(({ endReason, messages }) => [
      endReason,
      ...messages.map(({ step, channel, result, rule }) => `${step} ${channel} ${rule ?? result}`),
    ]),
  );

it('consents, pauses and regimes are the same on a server', async () => {
  const options = { start: '2026-05-04T10:00Z', regimes: { marketing: 'opt-in' as const } };
  const told = await onBoth(series, options, async (s) => {
    const granted = (name: string) => s.customer({ email: `${name}@example.com`, consents: [offers] });
    const [never, keeps, withdraws, pauses, channel, later] = [
      s.customer({ email: 'never@example.com' }),
      ...['keeps', 'withdraws', 'pauses', 'channel'].map(granted),
      s.customer(),
    ] as [StoryCustomer, StoryCustomer, StoryCustomer, StoryCustomer, StoryCustomer, StoryCustomer];
    await later.grants(offers);
    await later.identify({ email: 'later@example.com' });
    const all = [never, keeps, withdraws, pauses, channel, later];
    for (const each of all) await each.does(order);
    await s.skip('12 hours');
    await withdraws.withdraws(offers);
    await pauses.pauses('30 days');
    await channel.withdraws(email);
    await s.skip('3 days');
    return all;
  });
  expect(seen(told)).toEqual([
    [['completed', 'first email consent', 'last email consent']],
    [['completed', 'first email accepted', 'last email accepted']],
    [['consent-withdrawn', 'first email accepted']],
    [['completed', 'first email accepted', 'last email paused-by-customer']],
    [['completed', 'first email accepted', 'last webhook accepted']],
    [['completed', 'first email accepted', 'last email accepted']],
  ]);
});

it('bounces, complaints, refusals, and opens that are not measured are the same on a server', async () => {
  const options = { start: '2026-05-04T10:00Z', regimes: { tracking: 'opt-in' as const } };
  const told = await onBoth(series, options, async (s) => {
    const named = (name: string) => s.customer({ email: `${name}@example.com` });
    const [bounces, soft, complains, refused, unknown] = ['bounces', 'soft', 'complains', 'refused', 'unknown'].map(
      named,
    ) as [StoryCustomer, StoryCustomer, StoryCustomer, StoryCustomer, StoryCustomer];
    for (const each of [bounces, soft, complains]) await each.does(order);
    await s.provider(email, 'failed');
    await refused.does(order);
    await s.provider(email, 'unknown');
    await unknown.does(order);
    await s.provider(email, 'accepted');
    await s.skip('12 hours');
    await bounces.bounces(first);
    await soft.bounces(first, { soft: true });
    await complains.complains(first);
    await s.skip('3 days');
    return [bounces, soft, complains, refused, unknown];
  });
  expect(seen(told)).toEqual([
    [['completed', 'first email accepted', 'last webhook accepted']],
    [['completed', 'first email accepted', 'last email accepted']],
    [['completed', 'first email accepted', 'last webhook accepted']],
    [['completed', 'first email failed', 'last email accepted']],
    [['completed', 'first email unknown', 'last email accepted']],
  ]);
});

it('says what can not be played on a server', async () => {
  const { apiUrl, adminKey } = system;
  const s = await story(series, { start: '2026-05-04T10:00Z', on: 'server', server: { apiUrl, adminKey } });
  await expect(s.provider(webhook, 'unknown')).rejects.toThrow(/asked again until it answers/);
  expect(() => s.customer({}, { signedIn: false })).toThrow(/can not be played on a server/);
});

it('the clock of a stack that is not in test mode can not be moved', async () => {
  const plain = await startSystem();
  try {
    const { apiUrl, adminKey } = plain;
    await expect(
      story(firstPurchase, { start: '2026-03-02T08:00Z', on: 'server', server: { apiUrl, adminKey } }),
    ).rejects.toThrow(/not in test mode/);
  } finally {
    await plain.stop();
  }
});
