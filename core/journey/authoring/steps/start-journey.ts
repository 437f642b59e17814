import { toIsoDuration } from '../../../base/duration.ts';
import { type Field, field } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { StartJourneyStep } from '../../steps/start-journey.ts';
import { type Flow, type FlowStep, flowStep, onward, type StepOptions } from '../flow.ts';
import { type GivenJson, plainJson } from '../given-json.ts';

export interface StartJourneyOptions extends StepOptions {
  /** The payload, as the entry of the other journey declares it. */
  readonly data?: { readonly [name: string]: GivenJson } | undefined;
  /** The step goes on when the run that it started has ended, or after `timeout`: `true`, `{ timeout: '3 days' }`. */
  readonly wait?: true | { readonly timeout: string } | undefined;
  /** What happens if the other journey has not ended in time; without it the flow goes on. */
  readonly timeout?: Flow | undefined;
  /** What happens if the other journey does not take the customer; without it the flow goes on. */
  readonly refused?: Flow | undefined;
}

/** The step, and why the run that it started has ended, where it waits for that: `handOver.reason.is('bought')`. */
export interface StartJourneyHandle extends FlowStep {
  readonly reason: Field<string, 'answers'>;
}

/** Lets the customer enter another journey: `startJourney('hand-over', 'win-back', { data: { cart: entry.cart_id } })`. */
export function startJourney(
  id: StepId,
  journey: string,
  { title, data, wait, timeout = onward, refused }: StartJourneyOptions = {},
): StartJourneyHandle {
  const awaited =
    typeof wait === 'object' ? { timeout: toIsoDuration(wait.timeout, `steps.${id}.wait.timeout`) } : wait;
  const step = flowStep<StartJourneyStep>(
    id,
    {
      type: 'start-journey',
      title,
      journey,
      data: data && (plainJson(data) as StartJourneyStep['data']),
      wait: awaited,
    },
    { next: onward, ...(typeof awaited === 'object' ? { timeout } : {}), ...(refused ? { refused } : {}) },
  );
  return { ...step, reason: field(`answers.${id}.reason`) };
}
