import { toIsoDuration } from '../../../base/duration.ts';
import { didYouMean, nearest } from '../../../base/nearest.ts';
import type { StepId } from '../../definition/index.ts';
import type { WaitForStep } from '../../steps/wait-for.ts';
import { type Flow, type FlowStep, flowStep, mistake, onward, type StepOptions } from '../flow.ts';
import { type Listening, listenerOf } from '../on.ts';

/** What is waited for, by the name of its way out; `timeout` is the longest time, and a way out of its own. */
type Awaited<A> = { readonly [Name in keyof A]: Name extends 'timeout' ? string : Listening };

type Ways<A> = { readonly [Name in keyof A]?: Flow | undefined };

/**
 * Waits until the first of several events or the timeout, each of which may have a flow:
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

/** Types say it too, but journeys are loaded without being checked by the compiler. */
function checkListening(id: StepId, name: string, listening: unknown): void {
  if (typeof listening === 'object' && listening !== null && 'rule' in listening) return;
  const meant = nearest(name, ['timeout']);
  const remedy =
    meant === undefined ? 'Write on(SomeEvent); a longest time is called "timeout".' : `Did you mean "${meant}"?`;
  throw mistake(`steps.${id}.${name}`, `"${name}" is no event to wait for.`, remedy);
}
