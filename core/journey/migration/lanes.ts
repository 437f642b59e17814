import { oncePer } from '../../base/once-per.ts';
import { findStep, type JourneyDefinition, type StepId } from '../definition/index.ts';
import { typeOf } from '../steps/index.ts';

/** Step ▸ the lanes in which tokens come to it: "main", "main/both:one" in the branch `one` of the parallel `both`, "side:bought". */
export type Lanes = ReadonlyMap<StepId, ReadonlySet<string>>;

/**
 * The lanes of a definition. Tokens of different lanes may be under way at once, so a token that changed its lane could take
 * another one's way a second time.
 */
export const lanesOf = oncePer((definition: JourneyDefinition): Lanes => {
  const lanes = new Map<StepId, Set<string>>();
  const open: { readonly id: StepId; readonly lane: readonly string[] }[] = [];
  const visit = (id: StepId | null | undefined, lane: readonly string[]) => {
    if (id !== null && id !== undefined) open.push({ id, lane });
  };
  visit(definition.start, ['main']);
  for (const { id, jump, do: side } of definition.on ?? []) {
    visit(jump, ['main']);
    visit(side, [`side:${id}`]);
  }
  for (let here = open.pop(); here; here = open.pop()) {
    const { id, lane } = here;
    const step = findStep(definition, id);
    const seen = lanes.get(id) ?? new Set();
    const name = lane.join('/');
    if (!step || seen.has(name)) continue;
    lanes.set(id, seen.add(name));
    const closed = typeOf(step).joins && lane.length > 1 ? lane.slice(0, -1) : lane;
    const isFork = typeOf(step).forks && !lane.some((each) => each.startsWith(`${id}:`));
    for (const [path, next] of Object.entries(step.paths)) visit(next, isFork ? [...lane, `${id}:${path}`] : closed);
  }
  return lanes;
});
