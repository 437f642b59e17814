import {
  and,
  branch,
  clicked,
  defineEvent,
  defineTraits,
  email,
  entryOf,
  flow,
  interrupt,
  journey,
  MessageClicked,
  not,
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

const nudge = send('nudge', template('nudge'), { via: [email] });

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
  // @ts-expect-error there is no such trait
  customer.plann.is('pro');
  // @ts-expect-error nor in the condition of a step
  send('nudge', template('nudge'), { via: [email], onlyIf: customer.plann.is('pro') });
  // @ts-expect-error onlyIf has no event
  send('nudge', template('nudge'), { via: [email], onlyIf: CartUpdated.value.above(1) });
  // @ts-expect-error what became of a message is one of four
  when(nudge.read, flow());
  // @ts-expect-error a wait sends no message
  clicked(wait('a', '1 day'));
  // @ts-expect-error the property of a click is its url
  clicked(nudge).where(OrderCompleted.total.above(1));
  // @ts-expect-error a flow for a condition that is not waited for
  waitFor('reaction', { pro: customer.plan.is('pro') }, { por: flow() });
  // @ts-expect-error an exit by condition has no event
  journey('x', { purpose: 'marketing', entry: on(CartUpdated), exit: { big: CartUpdated.value.above(1) } }, flow());
  // @ts-expect-error an interrupt names steps by their handles: a name could be wrong
  interrupt(on(OrderCompleted), { skip: 'nudge' });
  // @ts-expect-error it jumps, or does something beside the main path
  interrupt(on(OrderCompleted), { jump: nudge, do: flow() });
  // @ts-expect-error `when` looks at the run, not at the event
  interrupt(on(OrderCompleted), { when: OrderCompleted.total.above(1), skip: nudge });
  // @ts-expect-error a condition is its own `when`
  interrupt(customer.plan.is('pro'), { when: nudge.opened, skip: nudge });
  // @ts-expect-error the data of a message come from the entry or the customer
  send('again', template('nudge'), { via: [email], data: { opened: nudge.opened } });
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
    const rules = [
      interrupt(on(OrderCompleted).where(and(OrderCompleted.total.above(1), nudge.opened)), { skip: [nudge, nudge] }),
      interrupt(and(customer.plan.is('pro'), not(nudge.clicked)), { repeat: true, jump: nudge }),
    ];
    expect(rules.map(({ reactsTo }) => reactsTo.on)).toEqual(['event', 'condition']);
    expect(clicked(nudge).where(MessageClicked.url.contains('/pricing')).rule.message).toBe('nudge');
    expect(customer.born.below('1990-01-01').rules).toEqual([
      { field: 'customer.traits.born', operator: '<', value: '1990-01-01' },
    ]);
    expect(CartUpdated({ cart_id: 'c1', value: 1, coupon: 'x' }).properties.coupon).toBe('x');
  });
});
