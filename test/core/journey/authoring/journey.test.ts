import type * as throughline from '../../../../core/index.ts';
import {
  after,
  and,
  branch,
  defineEvent,
  defineTopic,
  defineTraits,
  email,
  entryOf,
  exit,
  type FlowStep,
  flow,
  journey,
  not,
  on,
  ProblemError,
  send,
  t,
  template,
  wait,
  waitFor,
  webhook,
  when,
} from '../../../../core/index.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';

const CartUpdated = defineEvent('Cart Updated', { cart_id: t.text, value: t.number, coupon: t.optional(t.text) });
const OrderCompleted = defineEvent('Order Completed', { cart_id: t.text, total: t.number });
const CartViewed = defineEvent('Cart Viewed', { cart_id: t.text, device: t.text });
const customer = defineTraits({ plan: t.text, known: t.boolean, tags: t.list(t.text) });
const entry = entryOf(CartUpdated);
const offers = defineTopic('offers');

const abandonedCart = journey(
  'abandoned-cart',
  {
    title: 'Abandoned cart',
    owner: 'crm',
    purpose: 'marketing',
    topic: offers,
    entry: on(CartUpdated).where(CartUpdated.value.atLeast(20)).maxAge('1 hour'),
    key: CartUpdated.cart_id,
    reentry: after('1 day'),
    exit: { bought: on(OrderCompleted).match(OrderCompleted.cart_id) },
  },
  flow(
    wait('settle', '1 hour'),
    send('nudge', template('cart-nudge'), {
      via: [email, webhook],
      data: { cart: entry, value: entry.value, plan: customer.plan },
      notAfter: '14 hours',
    }),
    waitFor(
      'reaction',
      {
        seen: on(CartViewed)
          .match(CartViewed.cart_id)
          .where(not(CartViewed.device.is('bot'))),
        timeout: '1 day',
      },
      {
        seen: flow(wait('think', '4 hours')),
        timeout: flow(
          send('reminder', template('cart-reminder'), { via: [email], blocked: flow(exit('unwanted', 'unwanted')) }),
        ),
      },
    ),
    branch('big', [
      when(and(entry.value.atLeast(500), customer.tags.doesNotContain('staff')), flow(wait('rest', '2 days'))),
    ]),
  ),
);

const canonical = {
  id: 'abandoned-cart',
  title: 'Abandoned cart',
  owner: 'crm',
  purpose: 'marketing',
  topic: 'offers',
  entry: [
    {
      on: 'event',
      event: 'Cart Updated',
      where: { combinator: 'and', rules: [{ field: 'event.properties.value', operator: '>=', value: 20 }] },
      maxAge: 'PT1H',
    },
  ],
  key: { ref: 'event.properties.cart_id' },
  reentry: { after: 'P1D' },
  exit: [{ reason: 'bought', on: 'event', event: 'Order Completed', match: { ref: 'event.properties.cart_id' } }],
  start: 'settle',
  steps: {
    settle: { type: 'wait', for: 'PT1H', paths: { next: 'nudge' } },
    nudge: {
      type: 'send',
      channels: ['email', 'webhook'],
      template: 'cart-nudge',
      data: { cart: { ref: 'entry' }, value: { ref: 'entry.properties.value' }, plan: { ref: 'customer.traits.plan' } },
      notAfter: 'PT14H',
      paths: { next: 'reaction' },
    },
    reaction: {
      type: 'wait-for',
      events: [
        {
          event: 'Cart Viewed',
          match: { ref: 'event.properties.cart_id' },
          where: {
            combinator: 'and',
            not: true,
            rules: [{ field: 'event.properties.device', operator: '=', value: 'bot' }],
          },
          path: 'seen',
        },
      ],
      timeout: 'P1D',
      paths: { seen: 'think', timeout: 'reminder' },
    },
    think: { type: 'wait', for: 'PT4H', paths: { next: 'big' } },
    reminder: {
      type: 'send',
      channels: ['email'],
      template: 'cart-reminder',
      paths: { next: 'big', blocked: 'unwanted' },
    },
    unwanted: { type: 'exit', reason: 'unwanted', paths: {} },
    big: {
      type: 'branch',
      branches: [
        {
          path: 'yes',
          when: {
            combinator: 'and',
            rules: [
              { field: 'entry.properties.value', operator: '>=', value: 500 },
              { field: 'customer.traits.tags', operator: 'doesNotContain', value: 'staff' },
            ],
          },
        },
      ],
      paths: { yes: 'rest', else: null },
    },
    rest: { type: 'wait', for: 'P2D', paths: { next: null } },
  },
};

describe('a journey in TypeScript', () => {
  it('is the canonical JSON: flows rejoin at the step after, the last step leads to the end', () => {
    expect(abandonedCart).toEqual(canonical);
  });

  it('is plain data that survives JSON, sound for publishing', () => {
    expect(JSON.parse(JSON.stringify(abandonedCart))).toEqual(abandonedCart);
    expect(validateDefinition(abandonedCart).problems).toEqual([]);
  });

  it('comes out the same with declarations of another copy of the package', () => {
    jest.isolateModules(() => {
      const copy = require('../../../../core/index.ts') as typeof throughline;
      expect(copy.on).not.toBe(on);
      const Started = copy.defineEvent('Started', { plan: t.text });
      const definition = journey(
        'mixed',
        { purpose: 'transactional', entry: copy.on(Started), exit: { gone: on(OrderCompleted) } },
        flow(
          copy.branch('size', [when(copy.entryOf(Started).plan.is('pro'), copy.flow(copy.wait('settle', '1 hour')))]),
        ),
      );
      expect(definition.steps).toMatchObject({ size: { paths: { yes: 'settle', else: null } } });
      expect(on(Started).rule).toEqual({ event: 'Started' });
    });
  });

  it('names the cases of a branch that has several', () => {
    const definition = journey(
      'tiers',
      { purpose: 'transactional', entry: on(CartUpdated) },
      flow(
        branch(
          'tier',
          [
            when('pro', customer.plan.is('pro'), flow(wait('a', '1 hour'))),
            when('team', customer.plan.is('team'), flow()),
          ],
          flow(wait('b', '1 hour')),
        ),
        wait('last', '1 hour'),
      ),
    );
    expect(definition.steps).toMatchObject({
      tier: { branches: [{ path: 'pro' }, { path: 'team' }], paths: { pro: 'a', team: 'last', else: 'b' } },
      a: { paths: { next: 'last' } },
      b: { paths: { next: 'last' } },
      last: { paths: { next: null } },
    });
  });
});

describe('a declaration', () => {
  it('makes events, and handles for properties of any name', () => {
    expect(CartUpdated({ cart_id: 'c1', value: 64 })).toEqual({
      name: 'Cart Updated',
      properties: { cart_id: 'c1', value: 64 },
    });
    const Odd = defineEvent('Odd', { name: t.text, length: t.number, ref: t.text, apply: t.text, 'order id': t.text });
    expect([Odd.name.ref, Odd.length.ref, Odd.ref.ref, Odd.apply.ref, Odd['order id'].ref]).toEqual(
      ['name', 'length', 'ref', 'apply', 'order id'].map((name) => `event.properties.${name}`),
    );
    const odd = entryOf(Odd);
    expect(odd.ref.ref).toBe('entry.properties.ref');
  });

  it('serves several listeners, each of which stays as it was', () => {
    const base = on(OrderCompleted);
    const keyed = base.match(OrderCompleted.cart_id);
    expect(base.rule).toEqual({ event: 'Order Completed' });
    expect(keyed.rule).toEqual({ event: 'Order Completed', match: { ref: 'event.properties.cart_id' } });
    expect(base.anyRun().rule).toEqual({ event: 'Order Completed', anyRun: true });
  });
});

describe('a mistake in a journey file', () => {
  const options = { purpose: 'transactional' as const, entry: on(CartUpdated) };
  const make =
    (...steps: FlowStep[]) =>
    () =>
      journey('mistaken', options, flow(...steps));
  const both = () => flow(wait('same', '1 hour'));

  it.each<[string, () => unknown, RegExp]>([
    ['no steps', make(), /has no steps/],
    [
      'an id twice',
      make(wait('same', '1 hour'), branch('b', [when(customer.known.is(true), both())])),
      /Two steps are called "same"/,
    ],
    ['a duration nobody can read', () => wait('settle', 'a while'), /steps\.settle\.for: "a while" is not a duration/],
    [
      'a step after an exit',
      make(exit('bye', 'done'), wait('never', '1 hour')),
      /steps\.never: No path leads to this step/,
    ],
    [
      'unnamed cases',
      () => branch('b', [when(customer.known.is(true), flow()), when(customer.known.is(false), flow())]),
      /needs a name for each/,
    ],
    [
      'a case called else',
      () => branch('b', [when('else', customer.known.is(true), flow())]),
      /Two ways out are called "else"/,
    ],
    [
      'maxAge where nothing enters',
      () => waitFor('w', { a: on(CartViewed).maxAge('1 hour') }),
      /maxAge is for entries only/,
    ],
    [
      'a longest time that is mistyped',
      () => waitFor('w', { a: on(CartViewed), timeuot: '1 hour' as never }),
      /steps\.w\.timeuot: .*no event to wait for\.\s+Did you mean "timeout"/,
    ],
    [
      'an entry with match',
      () => journey('m', { ...options, entry: on(CartUpdated).match(CartUpdated.cart_id) }, both()),
      /an entry begins a run/,
    ],
    [
      'a missing match',
      () => journey('m', { ...options, key: CartUpdated.cart_id, exit: { bought: on(OrderCompleted) } }, both()),
      /journey "m": exit\[0\]: .*nothing says which/,
    ],
    [
      'a reason that is no name',
      () => journey('m', { ...options, exit: { didBuy: on(OrderCompleted) } }, both()),
      /exit\[0\]\.reason: .*\n.*must be kebab-case/,
    ],
  ])('%s is a clear error', (_title, mistake, words) => {
    expect(mistake).toThrow(ProblemError);
    expect(mistake).toThrow(words);
  });

  it('is reported together with all others', () => {
    const mistaken = () =>
      journey(
        'm',
        { ...options, exit: { a: on(CartUpdated) }, key: CartUpdated.cart_id },
        flow(wait('a', '1 hour'), waitFor('b', { x: on(CartViewed) })),
      );
    try {
      mistaken();
    } catch (error) {
      expect((error as ProblemError).problems.map(({ where }) => where)).toEqual([
        'journey "m": exit[0]',
        'journey "m": steps.b.events[0]',
      ]);
    }
    expect(mistaken).toThrow(ProblemError);
  });
});
