import { findStep, getExitKind, type JourneyDefinition } from '../core/journey/definition/index.ts';
import { stepTypes } from '../core/journey/steps/index.ts';
import type { RunView, VisitView } from '../store/runs/run-views.ts';

/** A run with what its definition says of it: titles, what the steps do, why a way was taken. */
export interface ExplainedRun extends Omit<RunView, 'visits'> {
  readonly title: string;
  readonly visits: readonly ExplainedVisit[];
  /** The events that let the run out by its exit rule. */
  readonly exitEvents: readonly string[];
}

export interface ExplainedVisit extends VisitView {
  readonly title: string;
  /** "waiting for Order Completed" */
  readonly doing: string;
  /** Why it left by `path`, where the step has more to say than the path's name: "Order Completed came". */
  readonly way: string | null;
}

/** Pure. A definition that an older program wrote may hold what this one does not know: then names stand for words. */
export function explainRun(run: RunView, definition: JourneyDefinition): ExplainedRun {
  const rules = run.exit?.by === 'rule' ? (definition.exit ?? []) : [];
  const exits = rules.filter(({ reason }) => reason === run.exit?.reason);
  return {
    ...run,
    title: definition.title ?? run.journey,
    visits: run.visits.map((visit) => explainVisit(visit, definition)),
    exitEvents: [...new Set(exits.flatMap((rule) => getExitKind(rule).subscriptions(rule)).map(({ event }) => event))],
  };
}

function explainVisit(visit: VisitView, definition: JourneyDefinition): ExplainedVisit {
  const step = findStep(definition, visit.step);
  const type = step && stepTypes.get(step.type);
  return {
    ...visit,
    title: step?.title ?? visit.step,
    doing: (step && type?.describe(step)) ?? '',
    way: (step && visit.path !== null && type?.describePath?.(step, visit.path)) || null,
  };
}
