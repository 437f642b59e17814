/**
 * The public entry, `throughline`: what a journey file needs. Everything else in the package is internal.
 * The default export of a journey file is what `journey` returns: the canonical JSON, see definition.ts.
 */
export { type Problem, ProblemError } from '../base/problem.ts';
export type { Condition, Reference } from '../condition/condition.ts';
export { and, type Expression, type Field, type Handle, not, or } from '../condition/expression.ts';
export {
  after,
  branch,
  exit,
  type Flow,
  type FlowStep,
  flow,
  type JourneyOptions,
  journey,
  type SendOptions,
  send,
  wait,
  waitFor,
  when,
} from './builder.ts';
export {
  boolean,
  type Channel,
  channel,
  defineEvent,
  defineTopic,
  defineTraits,
  type EventDeclaration,
  email,
  entryOf,
  list,
  number,
  optional,
  type SampleEvent,
  type Template,
  type Topic,
  template,
  text,
  type Values,
  webhook,
} from './declare.ts';
export type { JourneyDefinition } from './definition.ts';
export { type Listening, on } from './on.ts';
