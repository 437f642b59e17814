import { didYouMean } from '../core/base/nearest.ts';
import { ProblemError } from '../core/base/problem.ts';
import type { Channel } from '../core/journey/authoring/declare.ts';
import { isExit } from '../core/journey/steps/exit.ts';
import { isSend } from '../core/journey/steps/send.ts';
import { guardRules } from '../core/message/rules/index.ts';
import { asksPeople } from './story-problems.ts';
import type { StoryCustomer, StoryTask } from './story-types.ts';

/**
 * Checks of a story's customer for jest and vitest: `expect.extend(throughlineMatchers)`. What they ask can be asked of
 * `received()` and `runs()` in any other framework. A step or a reason that the journey does not have is an error, since
 * `not` with a slip of the pen would always hold.
 */
export const throughlineMatchers = {
  /** A provider took the message of this step (its id, or the step itself), by this channel if one is named. */
  toHaveReceived(customer: StoryCustomer, step: string | { readonly id: string }, { via }: ReceivedOptions = {}) {
    const id = idOfSend(customer, step);
    const pass = customer
      .received()
      .some((message) => message.step === id && (via === undefined || message.channel === via.channel));
    const wanted = `"${id}"${via === undefined ? '' : ` by ${via.channel}`}`;
    return {
      pass,
      message: () => `expected the customer ${pass ? 'not ' : ''}to have received ${wanted}; ${messages(customer)}`,
    };
  },

  /** The message of this step waits, by this rule of the guard and until this moment, if they are named. */
  toBeDeferred(customer: StoryCustomer, step: string | { readonly id: string }, { by, until }: ExpectedDeferral = {}) {
    const wanted = `${idOfSend(customer, step)}${by === undefined ? '' : ` by ${by}`}${until === undefined ? '' : ` until ${until}`}`;
    const pass = heldBy(customer, step, 'deferred', by).some(
      (message) => until === undefined || message.until === new Date(until).toISOString(),
    );
    return {
      pass,
      message: () => `expected the message ${pass ? 'not ' : ''}to be deferred: ${wanted}; ${messages(customer)}`,
    };
  },

  /** The message of this step was not sent, because of this rule of the guard if one is named. */
  toBeBlocked(customer: StoryCustomer, step: string | { readonly id: string }, { by }: ExpectedBlock = {}) {
    const wanted = `${idOfSend(customer, step)}${by === undefined ? '' : ` by ${by}`}`;
    const pass = heldBy(customer, step, 'blocked', by).length > 0;
    return {
      pass,
      message: () => `expected the message ${pass ? 'not ' : ''}to be blocked: ${wanted}; ${messages(customer)}`,
    };
  },

  /** A run of theirs ended for this reason; one that came to the end of its path is "completed". */
  toHaveExited(customer: StoryCustomer, reason: string) {
    expectOneOf('exit', reason, reasonsOf(customer), 'exit');
    const pass = customer.runs().some(({ endReason }) => endReason === reason);
    return {
      pass,
      message: () => `expected the customer ${pass ? 'not ' : ''}to have exited: ${reason}; ${runs(customer)}`,
    };
  },

  /** A run of theirs reached the goal, with this value if one is named. */
  toHaveReachedGoal(customer: StoryCustomer, { value }: ExpectedGoal = {}) {
    expectOneOf('goal', 'goal', customer.journey.goal ? ['goal'] : [], 'part called');
    const goals = customer.runs().flatMap(({ goal }) => (goal ? [goal] : []));
    const pass = goals.some((goal) => value === undefined || goal.value === value);
    const wanted = value === undefined ? 'the goal' : `the goal with a value of ${value}`;
    const found = goals.map((goal) => `${goal.event} at ${goal.at}, value ${goal.value}`).join('; ');
    return {
      pass,
      message: () =>
        `expected the customer ${pass ? 'not ' : ''}to have reached ${wanted}; ${found === '' ? `it was not reached (${runs(customer)})` : `there was ${found}`}`,
    };
  },

  /** Somebody was asked by this task step (its id, or the step itself); the task is in this state, if one is named. */
  toHaveTask(customer: StoryCustomer, step: string | { readonly id: string }, wanted: ExpectedTask = {}) {
    const id = typeof step === 'string' ? step : step.id;
    const known = Object.entries(customer.journey.steps).flatMap(([name, each]) => (asksPeople(each) ? [name] : []));
    expectOneOf(`steps.${id}`, id, known, 'task');
    const tasks = customer.runs().flatMap((run) => run.tasks.filter((task) => task.step === id));
    const asked = Object.entries(wanted).filter(([, value]) => value !== undefined);
    const pass = tasks.some((task) => asked.every(([name, value]) => task[name as keyof ExpectedTask] === value));
    const words = asked.map(([name, value]) => `${name} ${value}`).join(', ');
    const found = tasks.map(({ state, choice, by }) => [state, choice, by && `by ${by}`].filter(Boolean).join(' '));
    return {
      pass,
      message: () =>
        `expected the customer ${pass ? 'not ' : ''}to have a task "${id}"${words === '' ? '' : ` with ${words}`}; ${found.length === 0 ? `there was none (${runs(customer)})` : `there was: ${found.join('; ')}`}`,
    };
  },
};

export interface ExpectedGoal {
  readonly value?: number | undefined;
}

export interface ExpectedBlock {
  /** The guard's name of it, such as "caps"; docs/quiet-hours-caps-priority.md lists those of limits. */
  readonly by?: string | undefined;
}

export interface ExpectedDeferral extends ExpectedBlock {
  /** A moment with its offset, "2026-03-02T20:00Z". */
  readonly until?: string | undefined;
}

export interface ExpectedTask {
  readonly state?: StoryTask['state'] | undefined;
  readonly choice?: string | undefined;
  readonly by?: string | undefined;
  readonly group?: string | undefined;
  readonly person?: string | undefined;
}

export interface ReceivedOptions {
  readonly via?: Channel | undefined;
}

function idOfSend(customer: StoryCustomer, step: string | { readonly id: string }): string {
  const id = typeof step === 'string' ? step : step.id;
  const sends = Object.entries(customer.journey.steps).flatMap(([name, each]) => (isSend(each) ? [name] : []));
  expectOneOf(`steps.${id}`, id, sends, 'step that sends');
  return id;
}

/** A rule that does not exist is an error, like a step. */
function heldBy(
  customer: StoryCustomer,
  step: string | { readonly id: string },
  result: 'deferred' | 'blocked',
  by: string | undefined,
) {
  const id = idOfSend(customer, step);
  const rules = guardRules.map(({ name }) => name);
  if (by !== undefined) expectOneOf('by', by, rules, 'guard rule called');
  const all = customer.runs().flatMap((run) => run.messages);
  return all.filter((each) => each.step === id && each.result === result && (by === undefined || each.rule === by));
}

/** Of the rules, of the steps that exit, and of a path that comes to its end. */
function reasonsOf({ journey }: StoryCustomer): readonly string[] {
  const ofSteps = Object.values(journey.steps).flatMap((step) => (isExit(step) ? [step.reason] : []));
  return ['completed', 'consent-withdrawn', ...(journey.exit ?? []).map(({ reason }) => reason), ...ofSteps];
}

function expectOneOf(where: string, name: string, known: readonly string[], what: string): void {
  if (known.includes(name)) return;
  const problem = `The journey has no ${what} "${name}".`;
  throw new ProblemError([{ code: 'unknown-in-story', where, problem, remedy: didYouMean(name, known) }]);
}

function messages(customer: StoryCustomer): string {
  const all = customer.runs().flatMap((run) => run.messages);
  const each = all.map(
    ({ step, channel, result, rule, at }) => `${step} by ${channel}, ${at}: ${result}${rule ? `, ${rule}` : ''}`,
  );
  return each.length === 0 ? `there was no message (${runs(customer)})` : `there was\n  ${each.join('\n  ')}`;
}

function runs(customer: StoryCustomer): string {
  const each = customer
    .runs()
    .map(({ endReason, standsOn }) =>
      endReason === undefined ? `one stands on ${standsOn}` : `one ended: ${endReason}`,
    );
  return each.length === 0 ? 'they never entered' : `of their runs ${each.join(', ')}`;
}

// Jest's own types and vitest's are both open to this one.
declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: declarations that merge must have the same parameters
    interface Matchers<R, T = {}> {
      toHaveReceived(step: string | { readonly id: string }, options?: ReceivedOptions): R;
      toBeDeferred(step: string | { readonly id: string }, options?: ExpectedDeferral): R;
      toBeBlocked(step: string | { readonly id: string }, options?: ExpectedBlock): R;
      toHaveExited(reason: string): R;
      toHaveReachedGoal(options?: ExpectedGoal): R;
      toHaveTask(step: string | { readonly id: string }, options?: ExpectedTask): R;
    }
  }
}
