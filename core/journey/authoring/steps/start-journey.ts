import type { StepId } from '../../definition/index.ts';
import type { StartJourneyStep } from '../../steps/start-journey.ts';
import { type Flow, type FlowStep, flowStep, onward, type StepOptions } from '../flow.ts';
import { type GivenJson, plainJson } from '../given-json.ts';

export interface StartJourneyOptions extends StepOptions {
  /** The payload, as the entry of the other journey declares it. */
  readonly data?: { readonly [name: string]: GivenJson } | undefined;
  /** What happens if the other journey does not take the customer; without it the flow goes on. */
  readonly refused?: Flow | undefined;
}

/** Lets the customer enter another journey: `startJourney('hand-over', 'win-back', { data: { cart: entry.cart_id } })`. */
export function startJourney(
  id: StepId,
  journey: string,
  { title, data, refused }: StartJourneyOptions = {},
): FlowStep {
  return flowStep<StartJourneyStep>(
    id,
    { type: 'start-journey', title, journey, data: data && (plainJson(data) as StartJourneyStep['data']) },
    { next: onward, ...(refused ? { refused } : {}) },
  );
}
