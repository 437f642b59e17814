import { describeCondition } from '../../condition/describe.ts';
import { findStep, getExitKind, getInterruptKind, type JourneyDefinition, nameOfTrigger } from '../definition/index.ts';
import { movedPath } from '../engine/moved-path.ts';
import { stepTypes } from '../steps/index.ts';
import type { RunFacts, VisitFacts } from './run-facts.ts';

/** What the definition adds to a visit. */
export interface ExplainedVisit {
  readonly title: string;
  /** "waiting for Order Completed" */
  readonly doing: string;
  /** Why it left by `path`, if the step has more to say than the path's name: "Order Completed came". */
  readonly way: string | null;
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

export interface ExplainedExit {
  /** The events that let the run out by its exit rule. */
  readonly exitEvents: readonly string[];
  /** The condition that let it out by its exit rule, in words. */
  readonly exitCondition: string | null;
}

export function explainExit({ exit }: Pick<RunFacts, 'exit'>, definition: JourneyDefinition): ExplainedExit {
  const rules = exit?.by === 'rule' ? (definition.exit ?? []) : [];
  const exits = rules.filter(({ reason }) => reason === exit?.reason);
  const levels = exits.flatMap((rule) => getExitKind(rule).level(rule) ?? []);
  return {
    exitEvents: [...new Set(exits.flatMap((rule) => getExitKind(rule).triggers(rule)).map(nameOfTrigger))],
    exitCondition: levels.map(describeCondition).join(' or ') || null,
  };
}

/** The interrupts that have acted. */
export function explainInterrupts(
  { interrupts }: Pick<RunFacts, 'interrupts'>,
  definition: JourneyDefinition,
): readonly ExplainedInterrupt[] {
  return Object.entries(interrupts ?? {}).flatMap(([id, { times, at }]) =>
    at === undefined ? [] : [{ id, times, at, ...explainInterrupt(id, definition) }],
  );
}

/** An interrupt whose event came while its own condition did not hold; of several times the last. */
export interface RefusedInterrupt {
  readonly id: string;
  readonly at: number;
  /** The condition, in words. */
  readonly condition: string;
}

export function refusedInterrupts(
  { interrupts }: Pick<RunFacts, 'interrupts'>,
  { on = [] }: JourneyDefinition,
): readonly RefusedInterrupt[] {
  return Object.entries(interrupts ?? {}).flatMap(([id, { refusedAt: at }]) => {
    if (at === undefined) return [];
    const rule = on.find((each) => each.id === id);
    const guard = rule && getInterruptKind(rule).guard(rule);
    return [{ id, at, condition: guard ? describeCondition(guard) : '' }];
  });
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

/** A definition that an older program wrote may hold kinds that this one does not know: then ids stand for words. */
export function explainVisit(
  visit: VisitFacts,
  { skipped }: Pick<RunFacts, 'skipped'>,
  definition: JourneyDefinition,
): VisitFacts & ExplainedVisit {
  const step = findStep(definition, visit.step);
  const type = step && stepTypes.get(step.type);
  const skip = skipped && Object.hasOwn(skipped, visit.step) ? skipped[visit.step] : undefined;
  const isSkipped = skip !== undefined && visit.leftAt !== null && visit.leftAt >= skip.at;
  const said = step && visit.path !== null ? type?.describePath?.(step, visit.path) : undefined;
  const way = visit.path === movedPath ? 'the run went on in another version' : said;
  return {
    ...visit,
    title: step?.title ?? visit.step,
    // Where the run arrives after the interrupt, the step does nothing at all.
    doing: isSkipped && visit.arrivedAt >= skip.at ? '' : ((step && type?.describe(step)) ?? ''),
    way: isSkipped ? `skipped by the interrupt ${skip.by}` : way || null,
  };
}
