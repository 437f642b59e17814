import fc from 'fast-check';
import type { Properties } from '../../../core/condition/schema.ts';
import { draftTraits } from '../../../core/customer/traits.ts';
import { propertyRuns } from '../../support/tier.ts';

const nobody = { traits: {}, traitTimes: {} };
const name = fc.constantFrom('plan', 'city', '__proto__', 'constructor', 'toString', '');
const value = fc.option(fc.oneof(fc.string({ maxLength: 40 }), fc.integer(), fc.constant(['a', { b: 1 }])));
const call = fc.record({ traits: fc.dictionary(name, value, { noNullPrototype: true }), at: fc.nat(9) });

const charactersOf = ({ traits, traitTimes }: { traits: Properties; traitTimes: object }) =>
  JSON.stringify([traits, traitTimes]).length;

it('keeps per trait what the latest event said, in whatever order the calls come', () => {
  fc.assert(
    fc.property(fc.array(call), (calls) => {
      const draft = draftTraits(nobody);
      const latest = new Map<string, { value: unknown; at: number }>();
      for (const { traits, at } of calls) {
        expect(draft.apply(traits, at)).toBe(true);
        for (const [each, given] of Object.entries(traits))
          if ((latest.get(each)?.at ?? 0) <= at) latest.set(each, { value: given, at });
      }
      const kept = [...latest].filter(([, entry]) => entry.value !== null);
      expect(new Map(Object.entries(draft.traits))).toEqual(new Map(kept.map(([each, entry]) => [each, entry.value])));
      expect(new Map(Object.entries(draft.traitTimes))).toEqual(
        new Map([...latest].map(([each, { at }]) => [each, at])),
      );
    }),
    { numRuns: propertyRuns() },
  );
});

it('takes no call that makes the traits larger than the limit, and changes nothing by it', () => {
  const most = 200;
  fc.assert(
    fc.property(fc.array(call, { maxLength: 30 }), (calls) => {
      const draft = draftTraits(nobody, most);
      for (const { traits, at } of calls) {
        const before = structuredClone([draft.traits, draft.traitTimes]);
        const free = draftTraits(draft);
        free.apply(traits, at);
        const isTaken = draft.apply(traits, at);
        if (!isTaken) expect([draft.traits, draft.traitTimes]).toEqual(before);
        if (isTaken) expect(charactersOf(draft)).toBeLessThanOrEqual(Math.max(most, charactersOf(free)));
        expect(charactersOf(draft)).toBeLessThanOrEqual(most);
      }
    }),
    { numRuns: propertyRuns() },
  );
});

it('takes what makes too many traits fewer', () => {
  const many = { traits: { a: 'x'.repeat(300), b: 1 }, traitTimes: { a: 1, b: 1 } };
  const draft = draftTraits(many, 200);
  expect(draft.apply({ c: 1 }, 2)).toBe(false);
  expect(draft.apply({ a: 'x'.repeat(250) }, 2)).toBe(true);
  expect(draft.apply({ a: null }, 3)).toBe(true);
  expect(draft.apply({ c: 1 }, 4)).toBe(true);
  expect(draft.traits).toEqual({ b: 1, c: 1 });
  expect(many.traits.b).toBe(1); // what was stored stays as it was
});

/** A request of 4,000 calls about a customer with many traits blocked all calls for half a minute when each copied them. */
it('costs what the calls are, not what the customer has', () => {
  const entries = Array.from({ length: 5_000 }, (_, each) => `trait ${each}`);
  const draft = draftTraits(
    {
      traits: Object.fromEntries(entries.map((each) => [each, 'x'])),
      traitTimes: Object.fromEntries(entries.map((each) => [each, 1])),
    },
    256 * 1024,
  );
  const began = performance.now();
  for (let call = 0; call < 4_000; call += 1) draft.apply({ [`trait ${call % 7}`]: `${call}` }, 2);
  expect(performance.now() - began).toBeLessThan(2_000);
});
