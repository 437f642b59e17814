import type { Expression } from '../../condition/expression.ts';
import type { Condition } from '../../condition/schema.ts';
import type { InterruptRule, StepId } from '../definition/index.ts';
import type { Flow, FlowStep, InsideRun } from './flow.ts';
import { type DeclaredTrigger, isTrigger, triggerOf } from './on.ts';

interface AnyInterruptOptions {
  /** Acts each time, not only the first. */
  readonly repeat?: true | undefined;
}

/** A step, as its function gives it. */
type StepHandle = Pick<FlowStep, 'id'>;

/** Where the main path goes on, whatever it was doing. */
interface JumpOptions {
  readonly jump: StepHandle;
  readonly skip?: never;
  readonly do?: never;
}

/** What is left out of what is still to come, and what is done beside it. At least one of them. */
interface AsideOptions {
  readonly jump?: never;
  readonly skip?: StepHandle | readonly StepHandle[] | undefined;
  readonly do?: Flow | undefined;
}

export type InterruptOptions = AnyInterruptOptions & (JumpOptions | AsideOptions);

/** Of an interrupt by an event: what has to hold of the run at that moment. */
interface GuardOptions {
  readonly when?: Expression<InsideRun> | undefined;
}

/** An interrupt as data, without the id that `journey` gives it; its side path is laid out there. */
export interface DeclaredInterrupt {
  readonly reactsTo: ReactsTo;
  readonly repeat: true | undefined;
  readonly jump: StepId | undefined;
  readonly skip: readonly StepId[] | undefined;
  readonly side: Flow | undefined;
}

/** Of the rule, what it reacts to. */
type ReactsTo = InterruptRule extends infer R
  ? R extends unknown
    ? Omit<R, 'id' | 'repeat' | 'jump' | 'skip' | 'do'>
    : never
  : never;

/**
 * What is done wherever the run stands: `interrupt(on(PricingViewed), { when: inApp.sent, skip: dayThree, do: flow(…) })`.
 * By an event, or by a condition when it comes to hold.
 */
export function interrupt(trigger: DeclaredTrigger, options: InterruptOptions & GuardOptions): DeclaredInterrupt;
export function interrupt(condition: Expression<InsideRun>, options: InterruptOptions): DeclaredInterrupt;
export function interrupt(
  cause: DeclaredTrigger | Condition,
  { when, repeat, jump, skip, do: side }: InterruptOptions & GuardOptions,
): DeclaredInterrupt {
  return {
    reactsTo: isTrigger(cause) ? { on: 'event', ...triggerOf(cause), when } : { on: 'condition', when: cause },
    repeat,
    jump: jump?.id,
    skip: skip && [skip].flat().map(({ id }) => id),
    side,
  };
}
