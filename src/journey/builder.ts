import { toIsoDuration } from '../base/duration.ts';
import { didYouMean, nearest } from '../base/nearest.ts';
import { type Problem, ProblemError } from '../base/problem.ts';
import type { Condition } from '../condition/condition.ts';
import type { Expression, Handle } from '../condition/expression.ts';
import { type Channel, type EntryHandle, referenceTo, type Shape, type Template, type Topic } from './declare.ts';
import type { EntryRule, ExitRule, JourneyDefinition, Listener, ReentryRule, Step, StepId } from './definition.ts';
import type { Listening } from './on.ts';
import type { BranchStep } from './steps/branch.ts';
import type { ExitStep } from './steps/exit.ts';
import type { SendStep } from './steps/send.ts';
import type { WaitStep } from './steps/wait.ts';
import type { WaitForStep } from './steps/wait-for.ts';
import { validateDefinition } from './validate.ts';

/**
 * A journey as people write it, top to bottom. Builders return plain data; `journey` lays the nested flows out into the
 * canonical JSON: a flow inside of a step runs and then *rejoins* at the step after, a way out that is given no flow goes
 * there at once, and the last step leads to the end. A new step type needs a function here that returns a FlowStep.
 */
export interface FlowStep {
  readonly id: StepId;
  /** Its settings in canonical form, all but the paths. */
  readonly settings: { readonly type: string };
  /** Every way out, with what happens there before the flow goes on. */
  readonly ways: Readonly<Record<string, Flow>>;
}

export interface Flow {
  readonly steps: readonly FlowStep[];
}

export function flow(...steps: readonly FlowStep[]): Flow {
  return { steps };
}

const onward: Flow = flow();

interface StepOptions {
  readonly title?: string | undefined;
}

type SettingsOf<S extends { readonly type: string }> = Omit<S, 'paths'>;

function flowStep<S extends { readonly type: string }>(
  id: StepId,
  settings: SettingsOf<S> & { type: string },
  ways: Record<string, Flow>,
): FlowStep {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { id, settings: Object.fromEntries(given) as unknown as FlowStep['settings'], ways };
}

/** Stands for a while: `wait('settle', '1 hour')`. Days and longer are days in the customer's zone. */
export function wait(id: StepId, duration: string, { title }: StepOptions = {}): FlowStep {
  return flowStep<WaitStep>(
    id,
    { type: 'wait', title, for: toIsoDuration(duration, `steps.${id}.for`) },
    { next: onward },
  );
}

/** What is waited for, by the name of its way out; `timeout` is the longest time, and a way out of its own. */
type Awaited<A> = { readonly [Name in keyof A]: Name extends 'timeout' ? string : Listening };

type Ways<A> = { readonly [Name in keyof A]?: Flow | undefined };

/**
 * Stands until the first of several events or the timeout, each of which may have a flow:
 * `waitFor('reaction', { created: on(ProjectCreated), timeout: '2 days' }, { timeout: flow(…) })`.
 */
export function waitFor<const A extends Awaited<A>>(
  id: StepId,
  awaited: A,
  ways: Ways<A> = {},
  { title }: StepOptions = {},
): FlowStep {
  const { timeout: longest, ...listeners } = awaited as Readonly<Record<string, Listening>> & {
    readonly timeout?: string;
  };
  const timeout = longest === undefined ? undefined : toIsoDuration(longest, `steps.${id}.timeout`);
  for (const [name, listening] of Object.entries(listeners)) checkListening(id, name, listening);
  const events = Object.entries(listeners).map(([path, listening]) => ({ ...listenerOf(listening), path }));
  const names = [...events.map(({ path }) => path), ...(timeout === undefined ? [] : ['timeout'])];
  const unknown = Object.keys(ways).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw mistake(
      `steps.${id}`,
      `There is a flow for "${unknown}", which is not waited for.`,
      didYouMean(unknown, names),
    );
  }
  const given = new Map<string, Flow | undefined>(Object.entries(ways));
  const flows = Object.fromEntries(names.map((name) => [name, given.get(name) ?? onward]));
  return flowStep<WaitForStep>(id, { type: 'wait-for', title, events, timeout }, flows);
}

/** Conditions of a branch may look at these. */
type InsideRun = 'entry' | 'customer';

export interface Case {
  readonly name: string | undefined;
  readonly condition: Condition;
  readonly flow: Flow;
}

/** One case of a branch. Where there are several, each has a name: `when('big', entry.value.atLeast(500), flow(…))`. */
export function when(condition: Expression<InsideRun>, then: Flow): Case;
export function when(name: string, condition: Expression<InsideRun>, then: Flow): Case;
export function when(...given: readonly [Condition, Flow] | readonly [string, Condition, Flow]): Case {
  const [name, condition, then] = given.length === 2 ? [undefined, ...given] : given;
  return { name, condition, flow: then };
}

/** The first case that holds, else `otherwise`. A single unnamed case is called "yes". */
export function branch(
  id: StepId,
  cases: readonly Case[],
  otherwise: Flow = onward,
  { title }: StepOptions = {},
): FlowStep {
  const named = cases.map(({ name, ...rest }) => {
    if (name === undefined && cases.length > 1) {
      throw mistake(
        `steps.${id}`,
        'A branch with several cases needs a name for each.',
        "Write when('name', condition, flow(…)): reports and later versions tell them apart by it.",
      );
    }
    return { path: name ?? 'yes', ...rest };
  });
  const names = named.map(({ path }) => path);
  const twice = ['else', ...names].find((name, index, all) => all.indexOf(name) !== index);
  if (twice) throw mistake(`steps.${id}`, `Two ways out are called "${twice}".`, 'Give each its own name.');
  const branches = named.map(({ path, condition }) => ({ path, when: condition }));
  const flows = Object.fromEntries(named.map(({ path, flow: then }) => [path, then]));
  return flowStep<BranchStep>(id, { type: 'branch', title, branches }, { ...flows, else: otherwise });
}

export interface SendOptions extends StepOptions {
  /** In order of preference: the next is tried only where one can't reach the customer. */
  readonly via: readonly [Channel, ...Channel[]];
  readonly data?: Readonly<Record<string, Handle<unknown, InsideRun> | EntryHandle<Shape>>> | undefined;
  /** Not sent later than this after the run came here: "14 hours". */
  readonly notAfter?: string | undefined;
  /** Instead of the journey's. */
  readonly topic?: Topic | undefined;
  /** What happens if a rule of ours said no; without it the flow goes on. */
  readonly refused?: Flow | undefined;
  /** What happens if it could not be sent for good; without it the flow goes on. */
  readonly failed?: Flow | undefined;
}

export function send(id: StepId, { template }: Template, options: SendOptions): FlowStep {
  const { via, notAfter, refused, failed } = options;
  const data =
    options.data &&
    Object.fromEntries(Object.entries(options.data).map(([name, handle]) => [name, referenceTo(handle)]));
  return flowStep<SendStep>(
    id,
    {
      type: 'send',
      title: options.title,
      channels: via.map(({ channel }) => channel),
      template,
      data,
      notAfter: notAfter === undefined ? undefined : toIsoDuration(notAfter, `steps.${id}.notAfter`),
      topic: options.topic?.topic,
    },
    { next: onward, ...(refused ? { refused } : {}), ...(failed ? { failed } : {}) },
  );
}

/** The run ends here, with a reason. Nothing comes after it in its flow. */
export function exit(id: StepId, reason: string, { title }: StepOptions = {}): FlowStep {
  return flowStep<ExitStep>(id, { type: 'exit', title, reason }, {});
}

export interface JourneyOptions {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly owner?: string | undefined;
  /** A date, "2026-12-31". */
  readonly reviewBy?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly purpose: 'marketing' | 'transactional';
  readonly topic?: Topic | undefined;
  readonly entry: Listening | readonly Listening[];
  /** A property of the entry event: one open run per value. Without it, one per customer. */
  readonly key?: Handle<unknown, `event ${string}`> | undefined;
  readonly reentry?: ReentryRule | undefined;
  /** Reason ▸ the event that ends the run at once. */
  readonly exit?: Readonly<Record<string, Listening>> | undefined;
}

/** Re-entry after a time: `reentry: after('1 day')`. */
export function after(duration: string): ReentryRule {
  return { after: toIsoDuration(duration, 'reentry') };
}

/**
 * The canonical definition, checked as far as it can be without knowing what exists outside of it (templates,
 * channels): a mistake throws a ProblemError that names them all.
 */
export function journey(id: string, options: JourneyOptions, steps: Flow): JourneyDefinition {
  const laidOut = new Map<StepId, Step>();
  const start = layOut(steps, null, laidOut);
  if (start === null) throw mistake('steps', 'The journey has no steps.', 'Give flow() at least one.');
  const { entry, exit: exits, key, topic, tags, ...rest } = options;
  const definition = {
    id,
    ...rest,
    tags: tags && [...tags],
    topic: topic?.topic,
    entry: (isSingle(entry) ? [entry] : entry).map(entryRuleOf),
    key: key && referenceTo(key),
    exit: exits && Object.entries(exits).map(([reason, listening]) => exitRuleOf(reason, listening)),
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
  for (const [index, { id, settings, ways }] of steps.entries()) {
    if (into.has(id))
      throw mistake(
        `steps.${id}`,
        `Two steps are called "${id}".`,
        'Give each its own id: what is stored about runs names them.',
      );
    const next = steps[index + 1]?.id ?? then;
    const paths: Record<string, StepId | null> = {};
    into.set(id, { ...settings, paths });
    for (const [name, nested] of Object.entries(ways)) paths[name] = layOut(nested, next, into);
  }
  return steps[0]?.id ?? then;
}

function isSingle(entry: Listening | readonly Listening[]): entry is Listening {
  return !Array.isArray(entry);
}

function entryRuleOf({ rule: { event, where, maxAge, match, anyRun } }: Listening): EntryRule {
  if (match || anyRun) {
    const remedy = 'Leave it out; the journey\'s "key" tells runs apart.';
    throw mistake('entry', `"${event}" has match or anyRun, but an entry begins a run.`, remedy);
  }
  return { on: 'event', event, where, maxAge };
}

function exitRuleOf(reason: string, listening: Listening): ExitRule {
  return { reason, on: 'event', ...listenerOf(listening) };
}

function listenerOf({ rule }: Listening): Listener {
  const { maxAge, ...listener } = rule;
  if (maxAge) throw mistake(`on(${rule.event})`, 'maxAge is for entries only.', 'Leave it out here.');
  return listener;
}

/** Types say it too, but journeys are loaded without being checked by the compiler. */
function checkListening(id: StepId, name: string, listening: unknown): void {
  if (typeof listening === 'object' && listening !== null && 'rule' in listening) return;
  const meant = nearest(name, ['timeout']);
  const remedy =
    meant === undefined ? 'Write on(SomeEvent); a longest time is called "timeout".' : `Did you mean "${meant}"?`;
  throw mistake(`steps.${id}.${name}`, `"${name}" is no event to wait for.`, remedy);
}

function mistake(where: string, problem: string, remedy: string): ProblemError {
  const told: Problem = { code: 'builder-mistake', where, problem, remedy };
  return new ProblemError([told]);
}

/** Members that were not given don't exist in JSON. */
function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
