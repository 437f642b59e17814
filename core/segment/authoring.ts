import { ProblemError } from '../base/problem.ts';
import type { Expression } from '../condition/expression.ts';
import { field } from '../condition/expression.ts';
import type { Rule } from '../condition/schema.ts';
import { type DeclaredTrigger, trigger } from '../journey/authoring/on.ts';
import { segmentJoined, segmentLeft } from '../journey/definition/index.ts';
import type { SegmentDefinition } from './definition.ts';
import { validateSegment } from './validate.ts';

export interface SegmentOptions {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly owner?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Who is in it: `sum(OrderCompleted, OrderCompleted.total).within('90 days').atLeast(500)`. */
  readonly when?: Expression<'customer'> | undefined;
  /** Instead of `when`: who is in it was put in by hand or by the API. */
  readonly static?: true | undefined;
}

/** A segment as a file beside the journeys: `export default segment('big-spenders', { when: … })`. */
export function segment(id: string, options: SegmentOptions): SegmentDefinition {
  return checked({ id, ...options });
}

function checked(given: SegmentDefinition): SegmentDefinition {
  const json = JSON.parse(JSON.stringify(given)) as unknown; // what was not given is left out
  const { segment: valid, problems } = validateSegment(json);
  if (valid) return valid;
  throw new ProblemError(problems.map((problem) => ({ ...problem, where: `segment "${given.id}": ${problem.where}` })));
}

interface ComputedOptions extends Omit<SegmentOptions, 'when' | 'static'> {
  /** The name of the trait; the id unless said. */
  readonly trait?: string | undefined;
}

/** A trait that follows from events: `computedTrait('orders', count(OrderCompleted).within('1 year'))`. */
export function computedTrait(
  id: string,
  { measured }: { readonly measured: Pick<Rule, 'field' | 'of'> },
  { trait = id, ...options }: ComputedOptions = {},
): SegmentDefinition {
  return checked({ id, trait, measure: measured, ...options });
}

/** Ranked stages, of which a customer is in one: `lifecycle('stage', { lost: …, loyal: …, new: … })`. The trait says which. */
export function lifecycle(
  id: string,
  stages: Readonly<Record<string, Expression<'customer'>>>,
  { trait = id, ...options }: ComputedOptions = {},
): SegmentDefinition {
  return checked({ id, trait, stages: Object.entries(stages).map(([name, when]) => ({ id: name, when })), ...options });
}

/** When a customer joins the segment: as an entry, an exit, an interrupt, or what a waitFor waits for. */
export function joins(which: string | SegmentDefinition): DeclaredTrigger {
  return changed(segmentJoined, which);
}

/** When a customer leaves the segment. */
export function leaves(which: string | SegmentDefinition): DeclaredTrigger {
  return changed(segmentLeft, which);
}

function changed(event: string, which: string | SegmentDefinition): DeclaredTrigger {
  const id = typeof which === 'string' ? which : which.id;
  return trigger({ event, where: field<string, 'event'>('event.properties.segment').is(id) });
}
