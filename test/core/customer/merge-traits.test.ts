import fc from 'fast-check';
import { mergeTraits } from '../../../core/customer/merge-traits.ts';
import { draftTraits, type Traits } from '../../../core/customer/traits.ts';

const nobody: Traits = { traits: {}, traitTimes: {} };

it.each<[string, Traits, Traits, Traits]>([
  [
    'the latest value by its own time counts',
    { traits: { plan: 'free' }, traitTimes: { plan: 1 } },
    { traits: { plan: 'paid', name: 'Ann' }, traitTimes: { plan: 2, name: 1 } },
    { traits: { plan: 'paid', name: 'Ann' }, traitTimes: { plan: 2, name: 1 } },
  ],
  [
    'of equal times the value of who stays counts',
    { traits: { plan: 'free' }, traitTimes: { plan: 1 } },
    { traits: { plan: 'paid' }, traitTimes: { plan: 1 } },
    { traits: { plan: 'free' }, traitTimes: { plan: 1 } },
  ],
  [
    'a trait that was taken away later is gone',
    { traits: { plan: 'free' }, traitTimes: { plan: 1 } },
    { traits: {}, traitTimes: { plan: 2 } },
    { traits: {}, traitTimes: { plan: 2 } },
  ],
  [
    'what was said counts before what a library sent along, however late',
    { traits: { timezone: 'Europe/Berlin' }, traitTimes: { timezone: 1 } },
    { traits: { timezone: 'Asia/Tokyo' }, traitTimes: { 'context.timezone': 9 } },
    { traits: { timezone: 'Europe/Berlin' }, traitTimes: { timezone: 1, 'context.timezone': 9 } },
  ],
])('%s', (_what, stays, joins, merged) => {
  expect(mergeTraits(stays, joins)).toEqual(merged);
});

it('ends as if all calls had come to one customer, whichever customer they came to', () => {
  const call = fc.record({
    to: fc.nat(1),
    at: fc.nat(50),
    kind: fc.constantFrom('said', 'sent'),
    name: fc.constantFrom('timezone', 'locale'),
    value: fc.oneof(fc.constant(null), fc.string({ maxLength: 3 })),
  });
  fc.assert(
    fc.property(fc.uniqueArray(call, { selector: ({ at }) => at, maxLength: 12 }), (calls) => {
      const lay = (those: readonly (typeof calls)[number][]): Traits => {
        const draft = draftTraits(nobody);
        for (const { at, kind, name, value } of those) {
          if (kind === 'said') draft.apply({ [name]: value }, at);
          else if (value !== null) draft.applyContext({ [name]: value }, at);
        }
        return { traits: draft.traits, traitTimes: draft.traitTimes };
      };
      const [a, b] = [lay(calls.filter(({ to }) => to === 0)), lay(calls.filter(({ to }) => to === 1))];
      const one = lay(calls);
      expect(mergeTraits(a, b).traits).toEqual(one.traits);
      expect(mergeTraits(b, a).traits).toEqual(one.traits);
    }),
    { seed: 4 },
  );
});
