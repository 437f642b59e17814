import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import type { JourneyDefinition, StepId } from '../definition/index.ts';
import { type CannotMove, fateOf, mayWait, type VersionChange } from './fate.ts';
import type { StepMap } from './step-map.ts';

/** A version whose runs are to move. */
export interface EarlierVersion {
  readonly version: number;
  readonly definition: JourneyDefinition;
}

/**
 * What speaks against moving the open runs of these versions to a new definition by a map: each step at which a run may be
 * found needs a place to go to. Nothing is looked up; who stands where changes while one reads this.
 */
export function migrationProblems(
  to: JourneyDefinition,
  earlier: readonly EarlierVersion[],
  map: StepMap,
): readonly Problem[] {
  return [...unknownSteps(to, earlier, map), ...earlier.flatMap((each) => problemsOf(to, each, map))];
}

function unknownSteps(to: JourneyDefinition, earlier: readonly EarlierVersion[], map: StepMap): readonly Problem[] {
  const known = new Set(earlier.flatMap(({ definition }) => Object.keys(definition.steps)));
  if (earlier.length === 0) return []; // nobody is under way
  return Object.keys(map).flatMap((id) =>
    known.has(id)
      ? []
      : [
          {
            code: 'map-of-unknown-step',
            where: placeOf(to, id),
            problem: `No version with open runs has a step "${id}".`,
            remedy: didYouMean(id, [...known]),
          },
        ],
  );
}

function problemsOf(to: JourneyDefinition, { version, definition: from }: EarlierVersion, map: StepMap) {
  const change: VersionChange = { from, to, map };
  const found: Problem[] = [];
  for (const [id, step] of Object.entries(from.steps)) {
    if (!mayWait(step) && !Object.hasOwn(map, id)) continue;
    const fate = fateOf(change, id);
    if (fate.kind !== 'none') continue;
    if (fate.why === 'key') return [keyChanged(to, version)];
    found.push({ where: placeOf(to, id), ...sayings[fate.why](change, id, version) });
  }
  return found;
}

const placeOf = ({ id }: JourneyDefinition, step: StepId) => `${id}: runs.map.${step}`;

const keyChanged = (to: JourneyDefinition, version: number): Problem => ({
  code: 'migration-changes-key',
  where: `${to.id}: key`,
  problem: `Runs of version ${version} have another key, by which their events are found.`,
  remedy: 'Let them stay on their version, or let them exit.',
});

type Saying = (change: VersionChange, id: StepId, version: number) => Omit<Problem, 'where'>;

const orElse = 'or ":stay", ":end" or ":exit"';

const sayings: Readonly<Record<Exclude<CannotMove, 'key'>, Saying>> = {
  'no-target': ({ from, to }, id, version) => {
    const after = to.steps[id];
    const before = from.steps[id];
    return {
      code: 'step-without-target',
      problem: after
        ? `The step "${id}" is a ${before?.type} in version ${version}, and a ${after.type} in the new one.`
        : `Runs of version ${version} may stand at "${id}", and the new version has no such step.`,
      remedy: `Say in the map where they go: a step of the new version, ${orElse}.`,
    };
  },
  'unknown-target': ({ to, map }, id) => ({
    code: 'map-to-unknown-step',
    problem: `The map leads to "${map[id]}", and the new version has no such step.`,
    remedy: didYouMean(map[id] ?? '', Object.keys(to.steps)),
  }),
  lane: ({ map }, id, version) => ({
    code: 'map-to-another-branch',
    problem: `"${map[id] ?? id}" is not on the branch on which "${id}" is in version ${version}: a run could pass steps twice.`,
    remedy: `Choose a step of the same branch of the same parallel or interrupt, ${orElse}.`,
  }),
  answers: (_change, id, version) => ({
    code: 'migration-loses-answers',
    problem: `Open tasks of "${id}" can be answered by a choice of version ${version} that it has no more.`,
    remedy: `Keep the choice, or map the step to another one, ${orElse}.`,
  }),
};
