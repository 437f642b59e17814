import fc from 'fast-check';
import type { Properties } from '../../core/condition/schema.ts';
import { arbitraryDefinition, eventNames } from '../core/journey/support/arbitrary-definition.ts';
import { propertyRuns } from '../support/tier.ts';
import { agree, type Deed, useClockedDatabase } from './support/agreement.ts';

useClockedDatabase();

const ada = { email: 'ada@example.com' };

describe('a story and the real way agree at random', () => {
  it('on random journeys and random deeds', async () => {
    let entered = 0;
    const deed: fc.Arbitrary<Deed> = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          who: fc.constantFrom(1, 2),
          does: fc.constantFrom('Start', ...eventNames),
          properties: fc.record({ n: fc.nat(4), k: fc.constantFrom('k', 'other') }),
          ago: fc.constantFrom(0, 0, 0, 60_000, 26 * 3_600_000),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom('1 second', '1 minute', '1 hour', '1 day', '1 month').map((skip) => ({ skip })),
      },
      {
        weight: 1,
        arbitrary: fc.record({ who: fc.constantFrom(1, 2), learn: fc.constantFrom<Properties>(ada, { email: null }) }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          who: fc.constantFrom(1, 2),
          learn: fc.constantFrom<Properties>({ plan: 'pro' }, { plan: 'free' }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          who: fc.constant(1),
          with: fc.nat(8).map((place) => `s${place}`),
          act: fc.constantFrom('opened', 'clicked'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          provider: fc.constant('email' as const),
          says: fc.constantFrom('accepted', 'failed', 'unknown'),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(
        arbitraryDefinition(),
        fc.constantFrom('never' as const, 'always' as const, { after: 'P1D' }),
        fc.array(deed, { minLength: 3, maxLength: 14 }),
        async (definition, reentry, deeds) => {
          const begin: Deed = { who: 1, does: 'Start', properties: { n: 3, k: 'k' } };
          const runs = await agree({ journey: { ...definition, reentry }, deeds: [begin, ...deeds] });
          entered += runs.flat().length;
        },
      ),
      { numRuns: propertyRuns(25) },
    );
    expect(entered).toBeGreaterThan(25);
  });
});
