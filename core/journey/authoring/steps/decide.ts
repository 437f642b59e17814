import { field, type Handle, type TextField } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { DecideStep } from '../../steps/decide.ts';
import { type Flow, type FlowStep, flowStep, onward, type StepOptions } from '../flow.ts';

/** The step, with what later steps may refer to. */
export interface DecideHandle extends FlowStep {
  /** For `send('tell', offer.template, { via: offer.channels })`. */
  readonly template: Handle<string, 'decided'>;
  readonly channels: Handle<readonly string[], 'decided'>;
  /** Which candidate was chosen: `offer.candidate.is('plain')`. */
  readonly candidate: TextField<'answers'>;
  /** What the candidate gives under this name. */
  data(name: string): Handle<unknown, 'answers'>;
}

/**
 * Chooses by a policy. Without `ways` the flow goes on; with them, by candidate: `decide('offer', winBack, { nothing: flow(exit(…)) })`.
 * `nothing` and `none` (none may be chosen) may stand alone; a candidate's own way makes the rest go by `else`.
 */
export function decide(
  id: StepId,
  policy: string | { readonly id: string },
  ways: Readonly<Record<string, Flow>> = {},
  { title }: StepOptions = {},
): DecideHandle {
  const byCandidate = Object.keys(ways).some((name) => name !== 'nothing' && name !== 'none');
  const flows = { [byCandidate ? 'else' : 'next']: onward, ...ways };
  const step = flowStep<DecideStep>(
    id,
    { type: 'decide', title, policy: typeof policy === 'string' ? policy : policy.id },
    flows,
  );
  return {
    ...step,
    template: { ref: `decided.${id}.template` },
    channels: { ref: `decided.${id}.channels` },
    candidate: field<string, 'answers'>(`decided.${id}.candidate`),
    data: (name) => ({ ref: `decided.${id}.data.${name}` }),
  };
}
