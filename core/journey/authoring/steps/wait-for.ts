import { toIsoDuration } from '../../../base/duration.ts';
import { didYouMean, nearest } from '../../../base/nearest.ts';
import type { Expression } from '../../../condition/expression.ts';
import type { Condition } from '../../../condition/schema.ts';
import type { StepId } from '../../definition/index.ts';
import type { WaitForStep } from '../../steps/wait-for.ts';
import { type Flow, type FlowStep, flowStep, type InsideRun, mistake, onward, type StepOptions } from '../flow.ts';
import { type DeclaredTrigger, isTrigger, listenerOf } from '../on.ts';

/** What is waited for, by the name of its way out; `timeout` is the longest time, and a way out of its own. */
type Awaited<A> = {
  readonly [Name in keyof A]: Name extends 'timeout' ? string : DeclaredTrigger | Expression<InsideRun>;
};

type Ways<A> = { readonly [Name in keyof A]?: Flow | undefined };

/**
 * Waits until the first of several events, until a condition holds, or until the timeout, each of which may have a flow:
 * `waitFor('reaction', { created: on(ProjectCreated), timeout: '2 days' }, { timeout: flow(…) })`.
 */
export function waitFor<const A extends Awaited<A>>(
  id: StepId,
  awaited: A,
  ways: Ways<A> = {},
  { title }: StepOptions = {},
): FlowStep {
  const { timeout: longest, ...causes } = awaited as Readonly<Record<string, DeclaredTrigger | Condition>> & {
    readonly timeout?: string;
  };
  const timeout = longest === undefined ? undefined : toIsoDuration(longest, `steps.${id}.timeout`);
  for (const [name, cause] of Object.entries(causes)) checkCause(id, name, cause);
  const events = Object.entries(causes).flatMap(([path, cause]) =>
    isTrigger(cause) ? [{ ...listenerOf(cause), path }] : [],
  );
  const conditions = Object.entries(causes).flatMap(([path, when]) => (isTrigger(when) ? [] : [{ path, when }]));
  const names = [...Object.keys(causes), ...(timeout === undefined ? [] : ['timeout'])];
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
  const listed = <Each>(each: readonly Each[]) => (each.length === 0 ? undefined : [...each]);
  return flowStep<WaitForStep>(
    id,
    { type: 'wait-for', title, events: listed(events), conditions: listed(conditions), timeout },
    flows,
  );
}

/** Types say it too, but journeys are loaded without being checked by the compiler. */
function checkCause(id: StepId, name: string, cause: unknown): void {
  if (isTrigger(cause) || (typeof cause === 'object' && cause !== null && 'combinator' in cause)) return;
  const meant = nearest(name, ['timeout']);
  const remedy =
    meant === undefined
      ? 'Write on(SomeEvent) or a condition; a longest time is called "timeout".'
      : `Did you mean "${meant}"?`;
  throw mistake(`steps.${id}.${name}`, `"${name}" is no event to wait for.`, remedy);
}
