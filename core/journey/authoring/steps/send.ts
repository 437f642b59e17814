import { toIsoDuration } from '../../../base/duration.ts';
import type { EngagementLevel } from '../../../condition/engagement.ts';
import { type Expression, field, type Handle } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { SendStep, WrittenSend } from '../../steps/send.ts';
import { type Channel, type EntryHandle, referenceTo, type Template, type Topic } from '../declare.ts';
import {
  type DataOfRun,
  type Flow,
  type FlowStep,
  flowStep,
  type InsideRun,
  onward,
  type StepOptions,
} from '../flow.ts';
import type { Shape } from '../value-types.ts';

export interface SendOptions extends StepOptions {
  /** In order of preference: the next is tried only where one can't reach the customer. */
  readonly via: readonly [Channel, ...Channel[]] | Handle<readonly string[], 'decided'>;
  readonly data?: Readonly<Record<string, Handle<unknown, DataOfRun> | EntryHandle<Shape>>> | undefined;
  /** Not sent later than this after the run came here: "14 hours". */
  readonly notAfter?: string | undefined;
  /** Sent only while this holds: looked at on arrival, and again when the message is about to be sent. */
  readonly onlyIf?: Expression<InsideRun> | undefined;
  /** Instead of the journey's. */
  readonly topic?: Topic | undefined;
  /** Of a transactional message: the limits on marketing that hold for it all the same. */
  readonly respect?: SendStep['respect'];
  /** What happens if a rule of ours said no; without it the flow goes on. */
  readonly blocked?: Flow | undefined;
  /** What happens if it failed permanently; without it the flow goes on. */
  readonly failed?: Flow | undefined;
}

/** What is known of this run's latest message of the step: conditions, for branches, waits, exits and interrupts. */
export interface SentMessage extends FlowStep {
  readonly settings: { readonly type: 'send' };
  readonly sent: Expression<'messages'>;
  readonly delivered: Expression<'messages'>;
  readonly opened: Expression<'messages'>;
  readonly clicked: Expression<'messages'>;
}

/**
 * One message: `const nudge = send('nudge', template('nudge'), { via: [email] })`. Its handle says what became of it, as a
 * condition (`nudge.opened`) and as events (`opened(nudge)`).
 */
export function send(id: StepId, given: Template | Handle<string, 'decided'>, options: SendOptions): SentMessage {
  const { via, notAfter, onlyIf, blocked, failed } = options;
  const data =
    options.data &&
    Object.fromEntries(Object.entries(options.data).map(([name, handle]) => [name, referenceTo(handle)]));
  const step = flowStep<WrittenSend>(
    id,
    {
      type: 'send',
      title: options.title,
      channels: 'ref' in via ? { ref: via.ref } : via.map(({ channel }) => channel),
      template: 'ref' in given ? { ref: given.ref } : given.template,
      data,
      notAfter: notAfter === undefined ? undefined : toIsoDuration(notAfter, `steps.${id}.notAfter`),
      onlyIf,
      topic: options.topic?.topic,
      respect: options.respect,
    },
    { next: onward, ...(blocked ? { blocked } : {}), ...(failed ? { failed } : {}) },
  );
  const level = (name: EngagementLevel): Expression<'messages'> =>
    field<boolean, 'messages'>(`messages.${id}.${name}`).is(true);
  return {
    ...step,
    settings: { ...step.settings, type: 'send' },
    sent: level('sent'),
    delivered: level('delivered'),
    opened: level('opened'),
    clicked: level('clicked'),
  };
}
