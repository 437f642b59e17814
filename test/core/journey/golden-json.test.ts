import { definitionVersions } from '../../../core/journey/definition-versions.ts';
import { inputTypes, readInput } from '../../../core/journey/engine/inputs/index.ts';
import { runStateVersions, untouchedRun } from '../../../core/journey/engine/run-state.ts';
import { takeTurns } from '../../../core/journey/engine/take-turns.ts';
import type { Facts } from '../../../core/journey/engine/turn.ts';
import { validateDefinition } from '../../../core/journey/validate.ts';
import { version } from '../../../package.json';
import { goldenVersions, readGolden } from '../../golden/golden.ts';
import { monday } from './support/passage.ts';

const entry = { id: 'entry', name: 'Start', properties: {}, timestamp: monday, acceptedAt: monday };
const facts: Facts = {
  journeyRunId: 'run',
  engagement: new Map(),
  customer: { traits: {} },
  entry,
  key: null,
  timeZone: 'UTC',
  lookBack: [],
  begunJobs: new Set(),
};

it('there is golden JSON of this release', () => {
  expect(goldenVersions()).toContain(version);
});

describe.each(goldenVersions())('what release %s stored', (release) => {
  const golden = readGolden(release);
  const definitions = golden.definitions.map((stored) => definitionVersions.upgrade(stored));

  it('are definitions that can be followed', () => {
    for (const definition of definitions) {
      const { problems } = validateDefinition(definition);
      expect(problems.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    }
  });

  it('are run states that take their next turn', () => {
    expect(golden['run-states'].length).toBeGreaterThan(10);
    for (const { journey, state } of golden['run-states']) {
      const followed = definitions.filter(({ id }) => id === journey);
      const upgraded = runStateVersions.upgrade(state);
      for (const definition of followed) {
        const { lastVisit } = takeTurns(definition, upgraded, [], facts, monday).state;
        expect(lastVisit).toBeGreaterThanOrEqual(upgraded.lastVisit);
      }
    }
  });

  it('are run states of every version so far', () => {
    const versions = golden['run-states'].map(({ state }) => (state as { readonly v: number }).v);
    if (release === version)
      expect([...new Set(versions)].sort()).toEqual(Array.from({ length: runStateVersions.current }, (_, v) => v + 1));
  });

  it('are inputs that a turn takes, of every kind that there was', () => {
    const [definition] = definitions;
    if (!definition) throw new Error('there is no definition');
    for (const { kind, body } of golden.inputs) {
      const input = readInput({ seq: 2, kind, body, event: entry });
      expect(input).toMatchObject({ seq: 2, kind });
      const begun = takeTurns(definition, untouchedRun, [{ seq: 1, kind: 'entry', event: entry }], facts, monday);
      expect(takeTurns(definition, begun.state, [input], facts, monday).state.lastVisit).toBeGreaterThan(0);
    }
    const kinds = new Set(golden.inputs.map(({ kind }) => kind));
    if (release === version) expect([...kinds].sort()).toEqual([...inputTypes.keys()].sort());
  });
});
