import { toIsoDuration } from '../../../base/duration.ts';
import type { Handle } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { SendStep } from '../../steps/send.ts';
import { type Channel, type EntryHandle, referenceTo, type Template, type Topic } from '../declare.ts';
import { type Flow, type FlowStep, flowStep, type InsideRun, onward, type StepOptions } from '../flow.ts';
import type { Shape } from '../value-types.ts';

export interface SendOptions extends StepOptions {
  /** In order of preference: the next is tried only where one can't reach the customer. */
  readonly via: readonly [Channel, ...Channel[]];
  readonly data?: Readonly<Record<string, Handle<unknown, InsideRun> | EntryHandle<Shape>>> | undefined;
  /** Not sent later than this after the run came here: "14 hours". */
  readonly notAfter?: string | undefined;
  /** Instead of the journey's. */
  readonly topic?: Topic | undefined;
  /** What happens if a rule of ours said no; without it the flow goes on. */
  readonly blocked?: Flow | undefined;
  /** What happens if it failed permanently; without it the flow goes on. */
  readonly failed?: Flow | undefined;
}

/** One message: `send('welcome', template('welcome'), { via: [email] })`. */
export function send(id: StepId, { template }: Template, options: SendOptions): FlowStep {
  const { via, notAfter, blocked, failed } = options;
  const data =
    options.data &&
    Object.fromEntries(Object.entries(options.data).map(([name, handle]) => [name, referenceTo(handle)]));
  return flowStep<SendStep>(
    id,
    {
      type: 'send',
      title: options.title,
      channels: via.map(({ channel }) => channel),
      template,
      data,
      notAfter: notAfter === undefined ? undefined : toIsoDuration(notAfter, `steps.${id}.notAfter`),
      topic: options.topic?.topic,
    },
    { next: onward, ...(blocked ? { blocked } : {}), ...(failed ? { failed } : {}) },
  );
}
