import { describeCondition } from '../core/condition/describe.ts';
import {
  findStep,
  getExitKind,
  getInterruptKind,
  type JourneyDefinition,
  nameOfTrigger,
} from '../core/journey/definition/index.ts';
import { stepTypes } from '../core/journey/steps/index.ts';
import type { RunView, VisitView } from '../store/runs/run-views.ts';

/** A run with what its definition says of it: titles, what the steps do, why a way was taken. */
export interface ExplainedRun extends Omit<RunView, 'visits' | 'skipped' | 'interrupts'> {
  readonly title: string;
  readonly visits: readonly ExplainedVisit[];
  /** The events that let the run out by its exit rule. */
  readonly exitEvents: readonly string[];
  /** The condition that let it out by its exit rule, in words. */
  readonly exitCondition: string | null;
  /** The interrupts that have acted. */
  readonly interrupts: readonly ExplainedInterrupt[];
}

export interface ExplainedInterrupt {
  readonly id: string;
  readonly times: number;
  /** When it acted last. */
  readonly at: number;
  /** What set it off: "Pricing Viewed". */
  readonly cause: string;
  /** "skips day-3, opens the side path alert-sales" */
  readonly doing: string;
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
  const { skipped, interrupts, ...view } = run;
  const levels = exits.flatMap((rule) => getExitKind(rule).level(rule) ?? []);
  return {
    ...view,
    title: definition.title ?? run.journey,
    visits: run.visits.map((visit) => explainVisit(visit, definition, skipped ?? {})),
    exitEvents: [...new Set(exits.flatMap((rule) => getExitKind(rule).triggers(rule)).map(nameOfTrigger))],
    exitCondition: levels.map(describeCondition).join(' or ') || null,
    interrupts: Object.entries(interrupts ?? {}).flatMap(([id, { times, at }]) =>
      at === undefined ? [] : [{ id, times, at, ...explainInterrupt(id, definition) }],
    ),
  };
}

function explainInterrupt(id: string, { on = [] }: JourneyDefinition): Pick<ExplainedInterrupt, 'cause' | 'doing'> {
  const rule = on.find((each) => each.id === id);
  if (!rule) return { cause: '', doing: '' };
  const { jump, skip, do: side } = rule;
  const doing = [
    ...(jump === undefined ? [] : [`jumps to ${jump}`]),
    ...(skip === undefined ? [] : [`skips ${skip.join(' and ')}`]),
    ...(side === undefined ? [] : [`opens the side path ${side}`]),
  ];
  return { cause: getInterruptKind(rule).describe(rule), doing: doing.join(', ') };
}

function explainVisit(
  visit: VisitView,
  definition: JourneyDefinition,
  skipped: NonNullable<RunView['skipped']>,
): ExplainedVisit {
  const step = findStep(definition, visit.step);
  const type = step && stepTypes.get(step.type);
  const skip = Object.hasOwn(skipped, visit.step) ? skipped[visit.step] : undefined;
  const isSkipped = skip !== undefined && visit.leftAt !== null && visit.leftAt >= skip.at;
  const way = step && visit.path !== null ? type?.describePath?.(step, visit.path) : undefined;
  return {
    ...visit,
    title: step?.title ?? visit.step,
    doing: (step && type?.describe(step)) ?? '',
    way: isSkipped ? `skipped by the interrupt ${skip.by}` : way || null,
  };
}
