import { toIsoDuration } from '../../../base/duration.ts';
import { didYouMean, nearest } from '../../../base/nearest.ts';
import type { StepId } from '../../definition/index.ts';
import type { WaitForStep } from '../../steps/wait-for.ts';
import { type Flow, type FlowStep, flowStep, mistake, onward, type StepOptions } from '../flow.ts';
import { type DeclaredTrigger, triggerOf } from '../on.ts';

/** What is waited for, by the name of its way out; `timeout` is the longest time, and a way out of its own. */
type Awaited<A> = { readonly [Name in keyof A]: Name extends 'timeout' ? string : DeclaredTrigger };

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
  const { timeout: longest, ...triggers } = awaited as Readonly<Record<string, DeclaredTrigger>> & {
    readonly timeout?: string;
  };
  const timeout = longest === undefined ? undefined : toIsoDuration(longest, `steps.${id}.timeout`);
  for (const [name, trigger] of Object.entries(triggers)) checkDeclaredTrigger(id, name, trigger);
  const events = Object.entries(triggers).map(([path, trigger]) => ({ ...triggerOf(trigger), path }));
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
function checkDeclaredTrigger(id: StepId, name: string, trigger: unknown): void {
  if (typeof trigger === 'object' && trigger !== null && 'rule' in trigger) return;
  const meant = nearest(name, ['timeout']);
  const remedy =
    meant === undefined ? 'Write on(SomeEvent); a longest time is called "timeout".' : `Did you mean "${meant}"?`;
  throw mistake(`steps.${id}.${name}`, `"${name}" is no event to wait for.`, remedy);
}
