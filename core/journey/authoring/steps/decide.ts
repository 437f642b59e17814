import { toIsoDuration } from '../../../base/duration.ts';
import { type Expression, field, type Handle, type TextField } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { Approval } from '../../steps/approval.ts';
import type { DecideStep } from '../../steps/decide.ts';
import { type Flow, type FlowStep, flowStep, onward, type StepOptions } from '../flow.ts';

/** The step, with what later steps may refer to. */
export interface DecideHandle extends FlowStep {
  /** For `send('tell', offer.template, { via: offer.channels })`. */
  readonly template: Handle<string, 'decided'>;
  readonly channels: Handle<readonly string[], 'decided'>;
  /** Of times: the moment that was chosen, for `wait('best', { date: when.at, ifPast: 'continue' })`. */
  readonly at: Handle<unknown, 'answers'>;
  /** Which candidate was chosen: `offer.candidate.is('plain')`. */
  readonly candidate: TextField<'answers'>;
  /** What the candidate gives under this name; without a name, all that it gives. */
  data(name?: string): Handle<unknown, 'answers'>;
}

export interface DecideOptions extends StepOptions {
  /**
   * A person approves the choice: `{ group: 'sales', costAbove: 20, due: '4 hours' }`. For all customers, or where one of `when`,
   * `chanceBelow` and `costAbove` applies. Their way out is `rejected`.
   */
  readonly approve?: ApprovalOptions | undefined;
}

export interface ApprovalOptions {
  readonly group?: string | undefined;
  readonly person?: string | undefined;
  readonly when?: Expression<'customer' | 'entry'> | undefined;
  readonly chanceBelow?: number | undefined;
  readonly costAbove?: number | undefined;
  readonly instruction?: string | undefined;
  readonly due?: string | undefined;
  readonly reminder?: string | undefined;
  /** What is done if nobody answers in time: what the policy chooses (`take`, unless said), its fallback, or nothing. */
  readonly ifLate?: 'take' | 'fallback' | 'nothing' | undefined;
}

function approvalOf(id: StepId, approve: ApprovalOptions | undefined): Pick<DecideStep, 'approve'> {
  if (!approve) return {};
  const { when, due, reminder, ifLate = 'take', ...others } = approve;
  return {
    approve: {
      ...others,
      ...(when && { when: when as Approval['when'] }),
      ...(due !== undefined && { due: toIsoDuration(due, `steps.${id}.approve.due`) }),
      ...(reminder !== undefined && { reminder: toIsoDuration(reminder, `steps.${id}.approve.reminder`) }),
      ifLate,
    },
  };
}

/**
 * Chooses by a policy. Without `ways` the flow goes on; with them, by candidate: `decide('offer', winBack, { nothing: flow(exit(…)) })`.
 * `nothing` and `none` (none may be chosen) may stand alone; a candidate's own way makes the rest go by `else`.
 */
export function decide(
  id: StepId,
  policy: string | { readonly id: string },
  ways: Readonly<Record<string, Flow>> = {},
  { title, approve }: DecideOptions = {},
): DecideHandle {
  const byCandidate = Object.keys(ways).some((name) => name !== 'nothing' && name !== 'none');
  const flows = { [byCandidate ? 'else' : 'next']: onward, ...ways };
  const step = flowStep<DecideStep>(
    id,
    { type: 'decide', title, policy: typeof policy === 'string' ? policy : policy.id, ...approvalOf(id, approve) },
    flows,
  );
  return {
    ...step,
    template: { ref: `decided.${id}.template` },
    channels: { ref: `decided.${id}.channels` },
    candidate: field<string, 'answers'>(`decided.${id}.candidate`),
    at: { ref: `decided.${id}.data.at` },
    data: (name) => ({ ref: name === undefined ? `decided.${id}.data` : `decided.${id}.data.${name}` }),
  };
}
