import type { Json } from '../../../core/base/canonical-json.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import type { EventFact } from '../../../core/journey/engine/turn.ts';
import { contradictsEntry, evaluateEntry, keyOf, mayReenter } from '../../../core/journey/entry.ts';
import { day, define, hour, monday } from './support/passage.ts';

const steps = { settle: { type: 'wait', for: 'PT1H', paths: { next: null } } };

const cart = define({
  steps,
  entry: [
    {
      on: 'event',
      event: 'Cart Updated',
      maxAge: 'PT1H',
      where: { combinator: 'and', rules: [{ field: 'event.properties.value', operator: '>=', value: 20 }] },
    },
  ],
  key: { ref: 'event.properties.cart_id' },
  exit: [{ reason: 'bought', on: 'event', event: 'Order Completed', match: { ref: 'event.properties.cart_id' } }],
});

function happened(name: string, properties: EventFact['properties'], timestamp = monday): EventFact {
  return { id: 'id', name, properties, timestamp, acceptedAt: timestamp };
}

describe('an event', () => {
  it('enters with the key it carries', () => {
    expect(evaluateEntry(cart, happened('Cart Updated', { value: 20, cart_id: 'c1' }), {}, monday)).toEqual({
      enters: true,
      key: 'c1',
    });
  });

  it('does not enter where no rule names it, its filter says no, or its key is missing', () => {
    const why = (event: EventFact) => evaluateEntry(cart, event, {}, monday);
    expect(why(happened('Page Viewed', {}))).toEqual({ enters: false, why: 'no-rule' });
    expect(why(happened('Cart Updated', { value: 19, cart_id: 'c1' }))).toEqual({ enters: false, why: 'filter' });
    expect(why(happened('Cart Updated', { value: 20 }))).toEqual({ enters: false, why: 'no-key' });
  });

  it('is too old by its own time, a millisecond after the age that is allowed', () => {
    const event = happened('Cart Updated', { value: 20, cart_id: 'c1' });
    expect(evaluateEntry(cart, event, {}, monday + hour).enters).toBe(true);
    expect(evaluateEntry(cart, event, {}, monday + hour + 1)).toEqual({ enters: false, why: 'too-old' });
  });

  it('may be 24 hours old where nothing else is said', () => {
    const plain = define({ steps });
    expect(evaluateEntry(plain, happened('Start', {}), {}, monday + day)).toEqual({ enters: true, key: null });
    expect(evaluateEntry(plain, happened('Start', {}), {}, monday + day + 1)).toEqual({
      enters: false,
      why: 'too-old',
    });
  });

  it('enters by any of several rules; else the hurdle of the luckiest rule is named', () => {
    const isPro = {
      combinator: 'and' as const,
      rules: [{ field: 'customer.traits.plan', operator: '=' as const, value: 'pro' }],
    };
    const several: JourneyDefinition = {
      ...define({ steps }),
      entry: [
        { on: 'event', event: 'A', where: isPro },
        { on: 'event', event: 'A', maxAge: 'PT1M' },
      ],
    };
    expect(evaluateEntry(several, happened('A', {}), { plan: 'pro' }, monday + hour).enters).toBe(true);
    expect(evaluateEntry(several, happened('A', {}), {}, monday).enters).toBe(true);
    expect(evaluateEntry(several, happened('A', {}), {}, monday + hour)).toEqual({ enters: false, why: 'too-old' });
  });
});

describe('a key', () => {
  it.each([
    ['c1', 'c1'],
    [17, '17'],
    [0, '0'],
    [false, 'false'],
    ['', null],
    [null, null],
    [['c1'], null],
    [{ id: 'c1' }, null],
    ['c'.repeat(255), 'c'.repeat(255)],
    ['c'.repeat(256), null],
    ['c-\ud83d', null],
    ['c-\u0000', null],
    ['c-\ufffd', null], // what the reading of calls makes of the two above
    [2 ** 53 - 1, '9007199254740991'],
    [2 ** 53, null],
    [1.5, '1.5'],
  ])('from %j is %j', (value, key) => {
    expect(keyOf(cart, { name: 'Cart Updated', properties: { cart_id: value } })).toBe(key);
  });

  it('that could mean two things lets nobody in, and is told apart from none', () => {
    const why = (cart_id: Json) => evaluateEntry(cart, happened('Cart Updated', { value: 20, cart_id }), {}, monday);
    for (const unfit of ['c'.repeat(3_000), 'c-\ud83d', 'c-\ufffd', 2 ** 60]) {
      expect(why(unfit)).toEqual({ enters: false, why: 'unfit-key' });
    }
    for (const none of [null, '', [], {}]) expect(why(none)).toEqual({ enters: false, why: 'no-key' });
  });

  it('is none in a journey without one', () => {
    expect(keyOf(define({ steps }), { name: 'Start', properties: { cart_id: 'c1' } })).toBeNull();
  });
});

describe('re-entry', () => {
  it('is never unless said, and free to those who were never in', () => {
    expect(mayReenter(undefined, monday, monday + 1000 * day, 'UTC')).toBe(false);
    expect(mayReenter('never', monday, monday + 1000 * day, 'UTC')).toBe(false);
    expect(mayReenter('never', null, monday, 'UTC')).toBe(true);
    expect(mayReenter('always', monday, monday, 'UTC')).toBe(true);
  });

  it("after a time counts days in the customer's zone", () => {
    const evening = Date.UTC(2026, 2, 28, 19); // Berlin loses an hour this night
    expect(mayReenter({ after: 'P1D' }, evening, evening + 23 * hour, 'Europe/Berlin')).toBe(true);
    expect(mayReenter({ after: 'P1D' }, evening, evening + 23 * hour - 1, 'Europe/Berlin')).toBe(false);
    expect(mayReenter({ after: 'P1D' }, evening, evening + 23 * hour, 'UTC')).toBe(false);
  });
});

describe('a stored exit event', () => {
  const entry = happened('Cart Updated', { value: 20, cart_id: 'c1' });

  it('contradicts an entry that it followed, for the same key', () => {
    expect(contradictsEntry(cart, entry, happened('Order Completed', { cart_id: 'c1' }, monday + 1), {})).toBe(true);
  });

  it('does not where it is of another key or no exit at all', () => {
    expect(contradictsEntry(cart, entry, happened('Order Completed', { cart_id: 'c2' }, monday + 1), {})).toBe(false);
    expect(contradictsEntry(cart, entry, happened('Page Viewed', { cart_id: 'c1' }, monday + 1), {})).toBe(false);
  });

  it.each([
    ['at the same moment', 0, false, true],
    ['one second before, by servers', -1_000, false, true],
    ['more than a second before, by servers', -1_001, false, false],
    ['five minutes before, by a browser', -300_000, true, true],
    ['more than five minutes before, by a browser', -300_001, true, false],
  ])('%s: clocks tell no more, and exits err towards exiting', (_what, offset, byDevice, contradicts) => {
    const order = { ...happened('Order Completed', { cart_id: 'c1' }, monday + offset), byDevice };
    expect(contradictsEntry(cart, entry, order, {})).toBe(contradicts);
    expect(contradictsEntry(cart, { ...entry, byDevice }, { ...order, byDevice: false }, {})).toBe(contradicts);
  });
});
