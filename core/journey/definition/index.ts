/** The definition of a journey, its canonical JSON: the frame, what all steps share, the kinds of entries and exits. */
export { type DeclaredDirectEntry, type DirectEntry, directEntryNames } from './direct-entry.ts';
export { type DateEntry, isDateEntry } from './entry/date.ts';
export { type EntryRule, entryKinds, getEntryKind } from './entry/index.ts';
export { isScheduleEntry, type ScheduleEntry } from './entry/schedule.ts';
export {
  checkEventTrigger,
  type EventTrigger,
  eventTriggerCodes,
  eventTriggerFields,
  nameOfTrigger,
} from './event-trigger.ts';
export { type ExitRule, exitKinds, getExitKind } from './exit/index.ts';
export { feedbackEvents, signsOf } from './feedback-events.ts';
export type { GoalRule } from './goal.ts';
export { getInterruptKind, type InterruptRule, interruptKinds } from './interrupt/index.ts';
export { jsonLimits, mostSteps } from './limits.ts';
export {
  channelIdSchema,
  eventNameSchema,
  idSchema,
  kindOfChannel,
  pathNameSchema,
  pathsSchema,
  type StepId,
  stepTitle,
} from './names.ts';
export { dataInRun, decidingSteps, placeInRun, sendingSteps } from './places.ts';
export {
  definitionSchema,
  findStep,
  type JourneyDefinition,
  type ReentryRule,
  type Step,
} from './schema.ts';
export { segmentEvents, segmentJoined, segmentLeft, stageChanged } from './segment-events.ts';
