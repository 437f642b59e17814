import fc from 'fast-check';
import { canonicalJson } from '../../../../../core/base/canonical-json.ts';
import * as throughline from '../../../../../core/index.ts';
import {
  entryKinds,
  exitKinds,
  interruptKinds,
  type JourneyDefinition,
} from '../../../../../core/journey/definition/index.ts';
import { printJourney } from '../../../../../core/journey/draw/typescript/index.ts';
import { goldenVersions, readGolden } from '../../../../golden/golden.ts';
import { propertyRuns } from '../../../../support/tier.ts';
import { arbitraryDefinition } from '../../support/arbitrary-definition.ts';

/** A printed file is JavaScript but for its import and export. */
function read(printed: string): JourneyDefinition {
  const script = printed
    .replace(/^import (\{[^}]*\}) from 'throughline';/, 'const $1 = throughline;')
    .replace('export default ', 'return ');
  return new Function('throughline', script)(throughline) as JourneyDefinition;
}

const isKept = (definition: JourneyDefinition) =>
  expect(canonicalJson(read(printJourney(definition)))).toBe(canonicalJson(definition));

const frame = { id: 'shown', purpose: 'transactional' as const, start: 'first' };
const rest = { type: 'wait', for: 'PT1H', paths: { next: null } };

const arrived = { combinator: 'and', rules: [{ field: 'event.properties.n', operator: '>', value: 1 }] };

describe('a printed journey', () => {
  it('is the same journey when it is read again, whatever the journey', () => {
    fc.assert(fc.property(arbitraryDefinition(), isKept), { numRuns: propertyRuns(100) });
  });

  it.each(goldenVersions().flatMap((release) => readGolden(release).definitions as unknown as JourneyDefinition[]))(
    'is the same for the stored journey $id',
    isKept,
  );

  it.each([...entryKinds.values()])('says an entry of the kind $on', ({ example }) => {
    isKept({ ...frame, entry: [example], steps: { first: rest } } as JourneyDefinition);
  });

  it('says a schedule and its condition by the builder', () => {
    const where = { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: '=', value: 'pro' }] };
    const entry = [{ on: 'schedule', id: 'weekly', every: { days: ['mon'], time: '09:00' }, segment: 'vips', where }];
    const definition = { ...frame, reentry: 'always', entry, steps: { first: rest } } as unknown as JourneyDefinition;
    isKept(definition);
    expect(printJourney(definition)).toContain("entry: bySchedule('weekly', {");
    expect(printJourney(definition)).toContain("where: customer.plan.is('pro')");
  });

  it.each([...exitKinds.values()])('says an exit of the kind $on', ({ example }) => {
    isKept({ ...frame, entry: [{ on: 'hand' }], exit: [example], steps: { first: rest } } as JourneyDefinition);
  });

  it.each([...interruptKinds.values()])('says an interrupt of the kind $on', ({ example }) => {
    const { jump: _jump, skip: _skip, ...cause } = example as unknown as Record<string, unknown>;
    const on = [{ ...cause, skip: ['first'] }];
    isKept({ ...frame, entry: [{ on: 'hand' }], on, steps: { first: rest } } as unknown as JourneyDefinition);
  });

  it('keeps what the builder has no words for', () => {
    const steps = {
      first: { type: 'update', emit: { event: 'Emitted', properties: { list: [1] } }, paths: { next: 'ask' } },
      ask: {
        type: 'call',
        endpoint: 'crm',
        answer: { it: 'any' },
        paths: { ok: 'rest', rejected: null, failed: null },
      },
      rest: { ...rest, paths: { next: 'again' } },
      again: { type: 'loop', most: 2, paths: { again: 'ask', next: null } },
    };
    const entry = [
      { on: 'hand', data: { n: 'number', 'm?': 'any' } },
      { on: 'api', where: arrived },
    ];
    isKept({ ...frame, title: `It's "so"\n\u2028`, entry, steps } as unknown as JourneyDefinition);
  });
});
