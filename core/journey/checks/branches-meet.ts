import type { JourneyDefinition, StepId } from '../definition/index.ts';
import { nextOf } from '../graph.ts';
import { typeOf } from '../steps/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

/** Branches of a parallel come together at a join: any other step would be passed once by each of them. */
export const branchesMeet = defineCheck({
  name: 'branches-meet',
  codes: { 'branches-meet-without-join': 'Branches of a parallel lead to the same step, which is no join.' },
  examples: () => ({
    'branches-meet-without-join': exampleWith({
      steps: {
        first: { type: 'parallel', paths: { one: 'second', two: 'second' } },
        second: { type: 'wait', for: 'PT1H', paths: { next: null } },
      },
    }),
  }),
  skippedAfter: ['path-to-unknown-step', 'unknown-start'],
  *problems(definition) {
    for (const [id, step] of Object.entries(definition.steps)) {
      if (step.type !== 'parallel') continue;
      const seenBy = new Map<StepId, string>();
      for (const [branch, first] of Object.entries(step.paths)) {
        for (const reached of first === null ? [] : beforeJoin(definition, first)) {
          const other = seenBy.get(reached);
          seenBy.set(reached, branch);
          if (other === undefined) continue;
          yield {
            code: 'branches-meet-without-join',
            where: `steps.${reached}`,
            problem: `The branches "${other}" and "${branch}" of "${id}" both come here, so this step would be passed twice.`,
            remedy: 'Put a step of the type "join" before it, or let one of the branches end.',
          };
          return; // the steps behind it meet as well
        }
      }
    }
  },
});

/** The steps of a branch before the join at which it ends. */
function beforeJoin(definition: JourneyDefinition, first: StepId): ReadonlySet<StepId> {
  const reached = new Set<StepId>();
  const open: StepId[] = [first];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = definition.steps[id];
    if (!step || reached.has(id) || typeOf(step).joins) continue;
    reached.add(id);
    open.push(...nextOf(definition, id));
  }
  return reached;
}
