import { toIsoDuration } from '../../base/duration.ts';
import { ProblemError } from '../../base/problem.ts';
import type { Expression, Handle } from '../../condition/expression.ts';
import type { EntryCaps } from '../definition/entry-caps.ts';
import type { EntryRule, JourneyDefinition, ReentryRule, Step, StepId } from '../definition/index.ts';
import { validateDefinition } from '../validate.ts';
import { referenceTo, type Topic } from './declare.ts';
import { type Flow, type FlowStep, type GoTo, type InsideRun, mistake } from './flow.ts';
import type { DeclaredInterrupt } from './interrupt.ts';
import { type DeclaredEntry, type DeclaredTrigger, directRuleOf, entryRuleOf, exitRuleOf, goalRuleOf } from './on.ts';

/** A rule in its canonical form is taken as it is. */
type AnyEntry = DeclaredTrigger | DeclaredEntry | EntryRule;

export interface JourneyOptions {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly owner?: string | undefined;
  /** A date, "2026-12-31". */
  readonly reviewBy?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly purpose: 'marketing' | 'transactional';
  readonly topic?: Topic | undefined;
  /** 1 to 100, 50 unless said: which of a customer's messages goes first where a frequency cap lets only some go. */
  readonly priority?: number | undefined;
  /** Events, or `byApi(…)`, `byHand(…)`, `handOff(…)`, `bySchedule(…)`, `byDate(…)`. */
  readonly entry: AnyEntry | readonly AnyEntry[];
  /** A property of the entry event: one open run per value. Without it, one per customer. */
  readonly key?: Handle<unknown, `event ${string}`> | undefined;
  readonly reentry?: ReentryRule | undefined;
  /** What an entry does while a run of the customer (and key) is open; `ignore` unless said. `refresh` makes it the entry of that run, `restart` ends that run and begins another. */
  readonly whileOpen?: 'ignore' | 'refresh' | 'restart' | 'parallel' | undefined;
  /** Runs that begin at most, for example `{ perDay: 500, ever: 10_000 }`; hours and days by UTC. With `over: 'queue'` those beyond wait for room, `waitAtMost: '2 days'`. */
  readonly entryCaps?: EntryCaps | undefined;
  /** A run that is older exits, with the reason "lifetime": "30 days". */
  readonly lifetime?: string | undefined;
  /** Nobody enters before, or after: "2026-12-01" is a day of the customer's, both included; or a moment with its offset. */
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  /** What counts as success: `on(OrderCompleted).within('7 days').value(OrderCompleted.total)`. */
  readonly goal?: DeclaredTrigger | undefined;
  /** The share of customers who are in the books only: `percent(5)`. */
  readonly holdout?: PerMille | undefined;
  /** Reason ▸ the event that ends the run at once, or the condition during which it ends. */
  readonly exit?: Readonly<Record<string, DeclaredTrigger | Expression<InsideRun>>> | undefined;
  /** Id ▸ what is done wherever the run stands: `interrupt(…)`. */
  readonly on?: Readonly<Record<string, DeclaredInterrupt>> | undefined;
}

/** Re-entry after a time: `reentry: after('1 day')`. */
export function after(duration: string): ReentryRule {
  return { after: toIsoDuration(duration, 'reentry') };
}

export interface PerMille {
  readonly perMille: number;
}

/** A share of customers: `holdout: percent(5)`. Tenths of a percent count. */
export function percent(share: number): PerMille {
  return { perMille: Math.round(share * 10) };
}

/**
 * The canonical definition of a journey that is written top to bottom: a flow inside of a step runs and then *rejoins*
 * at the step after, a way out that is given no flow goes there at once, and the last step leads to the end. It is
 * checked as far as it can be without knowing what exists outside of it (templates, channels): a mistake throws a
 * ProblemError that names them all.
 */
export function journey(id: string, options: JourneyOptions, steps: Flow): JourneyDefinition {
  const laidOut = new Map<StepId, Step>();
  const start = layOut(steps, null, laidOut);
  if (start === null) throw mistake('steps', 'The journey has no steps.', 'Give flow() at least one.');
  const { entry, exit: exits, on: interrupts, goal, key, topic, tags, holdout, lifetime, entryCaps, ...rest } = options;
  const definition = {
    id,
    ...rest,
    tags: tags && [...tags],
    topic: topic?.topic,
    entry: (isSingle(entry) ? [entry] : entry).map((each) =>
      'directly' in each ? directRuleOf(each) : 'rule' in each ? entryRuleOf(each) : each,
    ),
    key: key && referenceTo(key),
    entryCaps:
      entryCaps?.waitAtMost === undefined
        ? entryCaps
        : { ...entryCaps, waitAtMost: toIsoDuration(entryCaps.waitAtMost, 'entryCaps.waitAtMost') },
    lifetime: lifetime === undefined ? undefined : toIsoDuration(lifetime, 'lifetime'),
    holdoutPerMille: holdout?.perMille,
    exit: exits && Object.entries(exits).map(([reason, trigger]) => exitRuleOf(reason, trigger)),
    goal: goal && goalRuleOf(goal),
    on:
      interrupts &&
      Object.entries(interrupts).map(([name, { reactsTo, side, ...action }]) => ({
        id: name,
        ...reactsTo,
        ...action,
        do: side && (layOut(side, null, laidOut) ?? undefined),
      })),
    start,
    steps: Object.fromEntries(laidOut),
  };
  const { definition: checked, problems } = validateDefinition(withoutUndefined(definition));
  if (!checked)
    throw new ProblemError(problems.map((problem) => ({ ...problem, where: `journey "${id}": ${problem.where}` })));
  return checked;
}

/** Writes the flow's steps down, each leading to the one behind it, the last to `then`. Gives the flow's first step. */
function layOut({ steps }: Flow, then: StepId | null, into: Map<StepId, Step>): StepId | null {
  for (const [index, each] of steps.entries()) {
    if ('goesTo' in each) continue;
    const { id, settings, ways, round } = each;
    if (round) layOut(round, id, into);
    if (into.has(id))
      throw mistake(
        `steps.${id}`,
        `Two steps are called "${id}".`,
        'Give each its own id: what is stored about runs names them.',
      );
    const next = firstOf(steps[index + 1], then);
    const paths: Record<string, StepId | null> = {};
    into.set(id, { ...settings, paths });
    for (const [name, nested] of Object.entries(ways))
      paths[name] = round && name === 'again' ? firstOf(round.steps[0], null) : layOut(nested, next, into);
  }
  return firstOf(steps[0], then);
}

/** Where one comes to first: at the beginning of what a loop goes round. Behind the last step: `then`. */
function firstOf(step: FlowStep | GoTo | undefined, then: StepId | null): StepId | null {
  if (!step) return then;
  if ('goesTo' in step) return step.goesTo;
  return step.round ? firstOf(step.round.steps[0], then) : step.id;
}

function isSingle(entry: AnyEntry | readonly AnyEntry[]): entry is AnyEntry {
  return !Array.isArray(entry);
}

/** Members that were not given don't exist in JSON. */
function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
