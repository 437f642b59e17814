/**
 * The public entry, `throughline`: what a journey file needs. Everything else in the package is internal.
 * The default export of a journey file is what `journey` returns: the canonical JSON, see definition/schema.ts.
 */
export { type Problem, ProblemError } from './base/problem.ts';
export { and, type Expression, type Field, type Handle, not, or } from './condition/expression.ts';
export type { Condition, Reference } from './condition/schema.ts';
export {
  type Channel,
  channel,
  defineEvent,
  defineTopic,
  defineTraits,
  type EventDeclaration,
  email,
  entryOf,
  type SampleEvent,
  type Template,
  type Topic,
  template,
  webhook,
} from './journey/authoring/declare.ts';
export { type Flow, type FlowStep, flow } from './journey/authoring/flow.ts';
export { after, type JourneyOptions, journey } from './journey/authoring/journey.ts';
export { type DeclaredTrigger, on } from './journey/authoring/on.ts';
export { branch, when } from './journey/authoring/steps/branch.ts';
export { exit } from './journey/authoring/steps/exit.ts';
export { type SendOptions, send } from './journey/authoring/steps/send.ts';
export { wait } from './journey/authoring/steps/wait.ts';
export { waitFor } from './journey/authoring/steps/wait-for.ts';
export { t, type Values } from './journey/authoring/value-types.ts';
export type { JourneyDefinition } from './journey/definition/index.ts';
export { defineWorkspace } from './workspace/define-workspace.ts';
