import {
  and,
  bounced,
  clicked,
  defineEvent,
  defineTraits,
  email,
  type FlowStep,
  flow,
  interrupt,
  type JourneyOptions,
  join,
  journey,
  MessageBounced,
  not,
  on,
  opened,
  parallel,
  send,
  t,
  template,
  wait,
  waitFor,
} from '../../../../core/index.ts';

const SignedUp = defineEvent('Signed Up', {});
const PricingViewed = defineEvent('Pricing Viewed', { page: t.text });
const customer = defineTraits({ plan: t.text });
const welcome = send('welcome', template('hello'), { via: [email] });
const dayThree = send('day-3', template('hello'), {
  via: [email],
  onlyIf: and(welcome.opened, not(welcome.clicked)),
});
const written = (options: Partial<JourneyOptions>, ...steps: readonly FlowStep[]) =>
  journey('written', { purpose: 'transactional', entry: on(SignedUp), ...options }, flow(welcome, ...steps, dayThree));

it('an interrupt is written with handles, and its side path is laid out beside the main one', () => {
  const { on: rules, steps } = written({
    on: {
      'looked-at-prices': interrupt(on(PricingViewed).where(PricingViewed.page.is('teams')), {
        when: welcome.opened,
        skip: dayThree,
        do: flow(send('alert', template('hello'), { via: [email] }), wait('rest', '1 day')),
      }),
      'became-pro': interrupt(customer.plan.is('pro'), { repeat: true, jump: dayThree }),
    },
  });
  const isSo = (field: string, value: string | boolean) => ({
    combinator: 'and',
    rules: [{ field, operator: '=', value }],
  });
  expect(rules).toEqual([
    {
      id: 'looked-at-prices',
      on: 'event',
      event: 'Pricing Viewed',
      where: isSo('event.properties.page', 'teams'),
      when: isSo('messages.welcome.opened', true),
      skip: ['day-3'],
      do: 'alert',
    },
    { id: 'became-pro', on: 'condition', when: isSo('customer.traits.plan', 'pro'), repeat: true, jump: 'day-3' },
  ]);
  expect(steps.alert?.paths).toEqual({ next: 'rest' });
  expect(steps.rest?.paths).toEqual({ next: null });
});

it('branches lead to the join behind their parallel', () => {
  const { steps } = written(
    {},
    parallel('both', { short: flow(wait('hour', '1 hour')), long: flow(wait('day', '1 day')), none: flow() }),
    join('together'),
  );
  expect(steps.both?.paths).toEqual({ short: 'hour', long: 'day', none: 'together' });
  expect([steps.hour?.paths, steps.day?.paths, steps.together?.paths]).toEqual([
    { next: 'together' },
    { next: 'together' },
    { next: 'day-3' },
  ]);
});

it('what became of a message is waited for as events and as a condition', () => {
  const { steps } = written(
    {},
    waitFor('reaction', {
      clicked: clicked(welcome),
      opened: opened(welcome),
      pro: customer.plan.is('pro'),
      timeout: '1 day',
    }),
  );
  expect(steps.reaction).toMatchObject({
    events: [
      { event: 'Message Clicked', message: 'welcome', path: 'clicked' },
      { event: 'Message Opened', message: 'welcome', path: 'opened' },
    ],
    conditions: [{ path: 'pro', when: { rules: [{ field: 'customer.traits.plan' }] } }],
    paths: { clicked: 'day-3', opened: 'day-3', pro: 'day-3', timeout: 'day-3' },
  });
  expect(steps['day-3']).toMatchObject({
    onlyIf: {
      combinator: 'and',
      rules: [
        { field: 'messages.welcome.opened', operator: '=', value: true },
        { combinator: 'and', not: true, rules: [{ field: 'messages.welcome.clicked', operator: '=', value: true }] },
      ],
    },
  });
});

it('a run ends by an event about one of its messages, by any bounce, and by a condition', () => {
  const { exit } = written({
    exit: { bounced: bounced(welcome), 'any-bounce': on(MessageBounced), pro: customer.plan.is('pro') },
  });
  expect(exit).toEqual([
    { reason: 'bounced', on: 'event', event: 'Message Bounced', message: 'welcome' },
    { reason: 'any-bounce', on: 'event', event: 'Message Bounced' },
    { reason: 'pro', on: 'condition', when: expect.objectContaining({ combinator: 'and' }) },
  ]);
});

it.each([
  ['an entry by a message of the run', () => written({ entry: clicked(welcome) }), /an entry begins one/],
  [
    'a step of another journey',
    () => written({ on: { x: interrupt(on(PricingViewed), { skip: wait('a', '1 day') }) } }),
    /no step "a"/,
  ],
  ['an interrupt that does nothing', () => written({ on: { x: interrupt(on(PricingViewed), {}) } }), /does nothing/],
  [
    'a message of another journey',
    () => written({ exit: { x: send('other', template('hello'), { via: [email] }).opened } }),
    /no step of this name sends one/,
  ],
  ['branches that meet', () => written({}, parallel('both', { a: flow(), b: flow() })), /would be passed twice/],
])('refuses %s', (_title, write, message) => {
  expect(write).toThrow(message);
});
