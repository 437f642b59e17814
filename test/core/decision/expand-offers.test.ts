import fc from 'fast-check';
import { withOffers } from '../../../core/decision/expand-offers.ts';
import { candidateOf, type OfferAsWritten, offerSchema } from '../../../core/decision/offer.ts';
import { capReached } from '../../../core/decision/offer-caps.ts';
import { type PolicyDefinition, policySchema } from '../../../core/decision/policy.ts';
import { validateOffer } from '../../../core/decision/validate-offer.ts';

const live = (id: string, more: Partial<OfferAsWritten> = {}, version = 1) => ({
  definition: offerSchema.parse({ id, title: id, placements: ['hero'], ...more }),
  version,
});
const policy: PolicyDefinition = policySchema.parse({
  id: 'which',
  candidates: [{ id: 'nothing', nothing: true }, { id: 'own' }],
  sources: [{ from: 'offers', placement: 'hero', tags: ['spring'] }],
  rank: { by: 'order' },
});

test('live offers of the placement with all tags become candidates, in the order of their ids', () => {
  const offers = [
    live('b', { tags: ['spring', 'x'] }),
    live('a', { tags: ['spring'] }),
    live('elsewhere', { tags: ['spring'], placements: ['banner'] }),
    live('untagged'),
    live('paused', { tags: ['spring'], state: 'paused' }),
    live('own', { tags: ['spring'] }),
  ];
  const expanded = withOffers(policy, offers);
  expect(expanded.candidates.map(({ id }) => id)).toEqual(['nothing', 'own', 'a', 'b']);
  expect(expanded.candidates[1]?.offer).toBeUndefined();
  expect(withOffers(policy, [...offers].reverse())).toBe(expanded); // so that what is known of it is kept
  expect(withOffers(policy, [live('a', { tags: ['spring'] }, 2)])).not.toBe(expanded);
});

test('never more than fifty candidates', () => {
  const many = Array.from({ length: 80 }, (_, index) => live(`o${index}`, { tags: ['spring'] }));
  const most = { ...policy, sources: [{ from: 'offers' as const, most: 50 }] };
  expect(withOffers(most, many).candidates).toHaveLength(50);
});

test('caps count what the customer had in the window, and what all had', () => {
  const day = 86_400_000;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 10 }),
      fc.integer({ min: 1, max: 5 }),
      (ages, uses) => {
        const now = 1_000 * day;
        const offer = candidateOf(live('a', { caps: { perCustomer: { uses, within: 'P90D' } } }));
        const reached = capReached(offer, { total: 0, today: 0, own: ages.map((age) => now - age * day) }, now);
        expect(reached !== undefined).toBe(ages.filter((age) => age < 90).length >= uses);
      },
    ),
  );
  const offer = candidateOf(live('a', { caps: { total: 3, perDay: 2 } }));
  expect(capReached(offer, { total: 3, today: 0, own: [] }, 0)).toBe('3 in all');
  expect(capReached(offer, { total: 2, today: 2, own: [] }, 0)).toBe('2 a day');
  expect(capReached(offer, { total: 2, today: 1, own: [] }, 0)).toBeUndefined();
});

test.each([
  [{ until: '2026-01-01T00:00:00Z', from: '2026-02-01T00:00:00Z' }, 'offer-never'],
  [{ fallback: true, caps: { total: 1 } }, 'fallback-with-conditions'],
  [{ caps: { perCustomer: { uses: 1, within: 'P2Y' } } }, 'bad-duration'],
  [{ priority: { ref: 'candidate.priority' } }, 'bad-formula'],
  [{ priority: { ref: 'nowhere' } }, 'unknown-field'],
  [{ placements: [] }, undefined],
])('%j is refused', (more, code) => {
  const { offer, problems } = validateOffer({ id: 'a', title: 'A', placements: ['hero'], ...more });
  expect(offer).toBeUndefined();
  if (code) expect(problems[0]?.code).toBe(code);
});
