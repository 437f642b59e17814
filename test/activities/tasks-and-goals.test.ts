import {
  branch,
  defineEvent,
  defineTraits,
  emitted,
  entryOf,
  exit,
  flow,
  journey,
  on,
  t,
  task,
  text,
  update,
  wait,
  waitFor,
  when,
} from '../../core/index.ts';
import type { StoryRun } from '../../simulation/index.ts';
import { agree, type Deed, useClockedDatabase } from './support/agreement.ts';

const CartUpdated = defineEvent('Cart Updated', { cart_id: t.text, value: t.number });
const OrderCompleted = defineEvent('Order Completed', { cart_id: t.text, total: t.number });
const LeadFound = defineEvent('Lead Found', { value: t.number });
const customer = defineTraits({ name: t.optional(t.text), calls: t.optional(t.number) });
const entry = entryOf(CartUpdated);

const phone = journey(
  'phone',
  {
    purpose: 'transactional',
    entry: on(CartUpdated),
    exit: { bought: on(OrderCompleted) },
  },
  flow(
    task(
      'call',
      {
        group: 'sales',
        instruction: text`Call ${customer.name} about the cart of ${entry.value}.`,
        choices: ['reached', 'lost'],
        reminder: '4 hours',
        escalation: { after: '8 hours', person: 'boss' },
        due: '1 day',
      },
      { reached: flow(wait('glad', '1 hour')), overdue: flow(wait('sad', '2 hours')) },
    ),
  ),
);

useClockedDatabase();

const cart = (who: number, value = 640): Deed => ({
  who,
  does: 'Cart Updated',
  properties: { cart_id: `c${who}`, value },
});
const bought = (who: number, total: number): Deed => ({
  who,
  does: 'Order Completed',
  properties: { cart_id: `c${who}`, total },
});
const ada = { name: 'Ada' };
const firstOf = (runs: StoryRun[][], who: number) => runs[who - 1]?.[0];

describe('a story and the real way agree', () => {
  it('on a task that is answered, one that is overdue, one that an exit cancels', async () => {
    const runs = await agree({
      journey: phone,
      zone: 'Europe/Berlin',
      deeds: [
        { who: 1, learn: ada },
        { who: 2, learn: {} },
        { who: 3, learn: ada },
        cart(1),
        cart(2),
        cart(3),
        { skip: '3 hours' },
        { who: 1, answers: 'call', choice: 'reached' },
        { skip: '2 hours' },
        bought(3, 600),
        { skip: '2 days' },
      ],
    });
    expect(firstOf(runs, 1)).toMatchObject({
      endReason: 'completed',
      visits: [{ step: 'call', path: 'reached' }, { step: 'glad' }],
      tasks: [{ state: 'answered', choice: 'reached', by: 'ann', instruction: 'Call Ada about the cart of 640.' }],
    });
    expect(firstOf(runs, 2)).toMatchObject({
      visits: [{ step: 'call', path: 'overdue' }, { step: 'sad' }],
      tasks: [
        {
          state: 'overdue',
          person: 'boss',
          remindedAt: '2026-03-27T12:00:00.000Z',
          escalatedAt: '2026-03-27T16:00:00.000Z',
          instruction: 'Call (not known) about the cart of 640.',
        },
      ],
    });
    expect(firstOf(runs, 3)).toMatchObject({
      endReason: 'bought',
      tasks: [{ state: 'cancelled', remindedAt: '2026-03-27T12:00:00.000Z', escalatedAt: undefined }],
    });
  });

  it('on updates: what each does to traits, and what the next step sees of them', async () => {
    const marks = journey(
      'marks',
      { purpose: 'transactional', entry: on(CartUpdated), reentry: 'always' },
      flow(
        update('mark', {
          set: { stage: 'lead', cart: entry.cart_id, gone: null },
          increment: { calls: 1, spent: entry.value },
          append: { tags: 'called' },
          remove: { lists: 'cold' },
          unset: ['trial'],
        }),
        branch(
          'often',
          [when(customer.calls.atLeast(2), flow(exit('enough', 'called-twice')))],
          flow(wait('rest', '1 hour')),
        ),
      ),
    );
    const runs = await agree({
      journey: marks,
      deeds: [
        { who: 1, learn: { lists: ['cold', 'warm'], trial: true, gone: 1 } },
        cart(1),
        { skip: '2 hours' },
        cart(1),
        cart(2),
      ],
    });
    expect(runs[0]?.map(({ endReason }) => endReason)).toEqual(['completed', 'called-twice']);
  });

  it('on an event that a run emits: the run itself hears it, and ends or waits no longer', async () => {
    const echo = journey(
      'echo',
      {
        purpose: 'transactional',
        entry: on(CartUpdated),
        exit: { found: on(LeadFound).where(LeadFound.value.atLeast(500)) },
      },
      flow(
        update('tell', { emit: emitted(LeadFound, { value: entry.value }) }),
        waitFor('heard', { lead: on(LeadFound), timeout: '1 hour' }, { timeout: flow(exit('deaf', 'not-heard')) }),
      ),
    );
    const runs = await agree({ journey: echo, deeds: [cart(1, 640), cart(2, 20), { skip: '2 hours' }] });
    expect(firstOf(runs, 1)).toMatchObject({ endReason: 'found', visits: [{ step: 'tell', path: undefined }] });
    expect(firstOf(runs, 2)).toMatchObject({ endReason: 'completed', visits: [{}, { step: 'heard', path: 'lead' }] });
  });

  it('on a journey that enters itself by what it emits: it stops at a depth of eight', async () => {
    const Again = defineEvent('Again', { n: t.number });
    const circle = journey(
      'circle',
      { purpose: 'transactional', entry: [on(CartUpdated), on(Again)], reentry: 'always', key: Again.n },
      flow(update('again', { increment: { n: 1 }, emit: emitted(Again, { n: defineTraits({ n: t.number }).n }) })),
    );
    const runs = await agree({
      journey: circle,
      deeds: [
        { who: 1, learn: { n: 0 } },
        { who: 1, does: 'Again', properties: { n: 0 } },
      ],
    });
    expect(runs[0]?.map(({ key }) => key)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });

  it('on goals: reached in an open run, after its end, too late, not by what came before', async () => {
    const goal = journey(
      'goal',
      {
        purpose: 'transactional',
        entry: on(CartUpdated),
        goal: on(OrderCompleted).where(OrderCompleted.total.atLeast(10)).within('2 days').value(OrderCompleted.total),
      },
      flow(wait('rest', '1 hour')),
    );
    const runs = await agree({
      journey: goal,
      deeds: [
        ...[1, 2, 3, 4].map((who) => cart(who)),
        { ...bought(1, 5) },
        { ...bought(1, 64) },
        { ...bought(1, 99) },
        { who: 4, does: 'Order Completed', properties: { cart_id: 'c4', total: 70 }, ago: 60_000 },
        { skip: '1 day' },
        bought(2, 20),
        { skip: '1 day' },
        { skip: '1 second' },
        bought(3, 30),
      ],
    });
    expect(runs.map(([run]) => run?.goal)).toEqual([
      { event: 'Order Completed', value: 64, at: '2026-03-27T08:00:00.000Z' },
      { event: 'Order Completed', value: 20, at: '2026-03-28T08:00:00.000Z' },
      undefined,
      undefined,
    ]);
    expect(runs.map(([run]) => run?.endReason)).toEqual(['completed', 'completed', 'completed', 'completed']);
  });

  it('on a goal that ends the run, before an exit rule for the same event', async () => {
    const first = journey(
      'goal-first',
      {
        purpose: 'transactional',
        entry: on(CartUpdated),
        key: CartUpdated.cart_id,
        goal: on(OrderCompleted).match(OrderCompleted.cart_id).within('2 days').value(OrderCompleted.total).endsRun(),
        exit: { bought: on(OrderCompleted).match(OrderCompleted.cart_id) },
      },
      flow(wait('rest', '1 day'), wait('more', '4 days')),
    );
    const runs = await agree({
      journey: first,
      deeds: [cart(1), cart(2), bought(1, 64), { skip: '3 days' }, bought(2, 64)],
    });
    expect(firstOf(runs, 1)).toMatchObject({ endReason: 'goal-reached', goal: { value: 64 } });
    expect(firstOf(runs, 2)).toMatchObject({ endReason: 'bought', goal: undefined });
  });
});
