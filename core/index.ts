/**
 * The public entry, `throughline`: what a journey file needs. Everything else in the package is internal.
 * The default export of a journey file is what `journey` returns: the canonical JSON, see definition/schema.ts.
 */
export { type Problem, ProblemError } from './base/problem.ts';
export { and, type Expression, type Field, type Handle, not, or } from './condition/expression.ts';
export type { Condition, Reference } from './condition/schema.ts';
export type { OfferDefinition } from './decision/offer.ts';
export type { PolicyDefinition } from './decision/policy.ts';
export { byDate, type DateOptions } from './journey/authoring/date.ts';
export {
  alert,
  type Channel,
  channel,
  defineEvent,
  defineTopic,
  defineTraits,
  type EventDeclaration,
  email,
  entryOf,
  inApp,
  push,
  type SampleEvent,
  sms,
  type Template,
  type Topic,
  template,
  webhook,
  webhookTo,
} from './journey/authoring/declare.ts';
export { end, type Flow, type FlowStep, flow, type GoTo, goTo } from './journey/authoring/flow.ts';
export {
  count,
  customerValue,
  first,
  inSegment,
  type JourneyPassages,
  last,
  lastMessages,
  type MessageCounts,
  mostFrequent,
  passages,
  sum,
} from './journey/authoring/history.ts';
export { type DeclaredInterrupt, type InterruptOptions, interrupt } from './journey/authoring/interrupt.ts';
export { after, type JourneyOptions, journey, percent } from './journey/authoring/journey.ts';
export { jsonStep } from './journey/authoring/json-step.ts';
export {
  answered,
  bounced,
  clicked,
  delivered,
  dismissed,
  MessageBounced,
  MessageClicked,
  MessageComplained,
  MessageDelivered,
  MessageDismissed,
  MessageOpened,
  MessageReplied,
  MessageSeen,
  MessageSent,
  MessageUnsubscribed,
  opened,
  replied,
  SurveyAnswered,
  seen,
} from './journey/authoring/messages.ts';
export { type OfferOptions, offer } from './journey/authoring/offer.ts';
export { byApi, byHand, type DeclaredEntry, type DeclaredTrigger, handOff, on } from './journey/authoring/on.ts';
export {
  bestHour,
  bins,
  byShares,
  channels,
  counts,
  type GivesOptions,
  gives,
  inOrder,
  linear,
  nothing,
  offers,
  type PolicyOptions,
  policy,
  thompson,
  times,
  values,
} from './journey/authoring/policy.ts';
export { bySchedule, type ScheduleOptions } from './journey/authoring/schedule.ts';
export { branch, when } from './journey/authoring/steps/branch.ts';
export { type CallHandle, type CallOptions, call } from './journey/authoring/steps/call.ts';
export { type DecideHandle, decide } from './journey/authoring/steps/decide.ts';
export { exit } from './journey/authoring/steps/exit.ts';
export { join } from './journey/authoring/steps/join.ts';
export { type LoopOptions, loop } from './journey/authoring/steps/loop.ts';
export { parallel } from './journey/authoring/steps/parallel.ts';
export { type SendOptions, type SentMessage, send } from './journey/authoring/steps/send.ts';
export { type SplitOptions, split } from './journey/authoring/steps/split.ts';
export {
  type StartJourneyHandle,
  type StartJourneyOptions,
  startJourney,
} from './journey/authoring/steps/start-journey.ts';
export { type TaskOptions, task, text } from './journey/authoring/steps/task.ts';
export { emitted, type UpdateOptions, update } from './journey/authoring/steps/update.ts';
export { type WaitOptions, type WaitUntil, wait } from './journey/authoring/steps/wait.ts';
export { waitFor } from './journey/authoring/steps/wait-for.ts';
export { t, type Values } from './journey/authoring/value-types.ts';
export type { JourneyDefinition } from './journey/definition/index.ts';
export { computedTrait, joins, leaves, lifecycle, type SegmentOptions, segment } from './segment/authoring.ts';
export type { SegmentDefinition } from './segment/definition.ts';
export { defineWorkspace } from './workspace/define-workspace.ts';
