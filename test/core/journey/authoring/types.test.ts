import {
  and,
  branch,
  defineEvent,
  defineTraits,
  email,
  entryOf,
  flow,
  journey,
  on,
  or,
  send,
  t,
  template,
  wait,
  waitFor,
  when,
} from '../../../../core/index.ts';

const CartUpdated = defineEvent('Cart Updated', { cart_id: t.text, value: t.number, coupon: t.optional(t.text) });
const OrderCompleted = defineEvent('Order Completed', { cart_id: t.text, total: t.number });
const customer = defineTraits({ plan: t.text, tags: t.list(t.text), born: t.optional(t.date) });
const entry = entryOf(CartUpdated);

/** Only compiled: each line below is checked by the compiler, and one that compiles in spite of its mark is an error. */
function misuse() {
  // @ts-expect-error a number is not compared with a text
  CartUpdated.value.atLeast('20');
  // @ts-expect-error nor with a handle of another kind
  CartUpdated.value.is(entry.cart_id);
  // @ts-expect-error numbers have no beginning
  CartUpdated.value.beginsWith('2');
  // @ts-expect-error nor have dates
  customer.born.beginsWith('19');
  // @ts-expect-error a date is written as a text
  customer.born.below(1990);
  // @ts-expect-error there is no such property
  CartUpdated.vlaue.exists();
  // @ts-expect-error a list contains its items
  customer.tags.contains(3);
  // @ts-expect-error a filter of one event can't look at another's
  on(CartUpdated).where(OrderCompleted.total.above(1));
  // @ts-expect-error nor in company
  on(CartUpdated).where(and(CartUpdated.value.above(1), OrderCompleted.total.above(1)));
  // @ts-expect-error nor as the value
  on(CartUpdated).where(CartUpdated.value.is(OrderCompleted.total));
  // @ts-expect-error match is a property of the same event
  on(CartUpdated).match(OrderCompleted.cart_id);
  // @ts-expect-error a branch has no event
  when(CartUpdated.value.above(1), flow());
  // @ts-expect-error data comes from the entry or the customer
  send('nudge', template('nudge'), { via: [email], data: { value: CartUpdated.value } });
  // @ts-expect-error a message goes somewhere
  send('nudge', template('nudge'), { via: [] });
  // @ts-expect-error a flow for something that is not waited for
  waitFor('reaction', { bought: on(OrderCompleted) }, { sold: flow() });
  // @ts-expect-error only the timeout is a duration
  waitFor('reaction', { bought: '2 days' });
  // @ts-expect-error the timeout is one
  waitFor('reaction', { timeout: on(OrderCompleted) });
  // @ts-expect-error an event has all of its properties
  CartUpdated({ cart_id: 'c1' });
  // @ts-expect-error the key is a property of an event
  journey('x', { purpose: 'marketing', entry: on(CartUpdated), key: customer.plan }, flow(wait('a', '1 day')));
  // @ts-expect-error a purpose is one of two
  journey('x', { purpose: 'fun', entry: on(CartUpdated) }, flow(wait('a', '1 day')));
}

describe('the types', () => {
  it('keep out what is wrong', () => {
    expect(misuse).toBeInstanceOf(Function);
  });

  it('let through what is right', () => {
    const steps = [
      branch('b', [when(or(entry.value.above(1), customer.plan.is(entry.cart_id)), flow())]),
      waitFor(
        'w',
        {
          bought: on(OrderCompleted).where(and(OrderCompleted.total.above(entry.value), customer.plan.exists())),
          timeout: '2 days',
        },
        { timeout: flow() },
      ),
    ];
    expect(steps.map(({ id }) => id)).toEqual(['b', 'w']);
    expect(customer.born.below('1990-01-01').rules).toEqual([
      { field: 'customer.traits.born', operator: '<', value: '1990-01-01' },
    ]);
    expect(CartUpdated({ cart_id: 'c1', value: 1, coupon: 'x' }).properties.coupon).toBe('x');
  });
});
