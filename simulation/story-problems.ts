import { momentIn } from '../core/base/calendar.ts';
import { didYouMean } from '../core/base/nearest.ts';
import { type Problem, ProblemError } from '../core/base/problem.ts';
import type { Properties } from '../core/condition/schema.ts';
import type { ConsentSubject } from '../core/customer/consent.ts';
import { experimentOf, holdoutName, holdoutOf, policyArmsOf } from '../core/journey/arms.ts';
import { heldOut, treated } from '../core/journey/books.ts';
import { findStep, type JourneyDefinition, kindOfChannel } from '../core/journey/definition/index.ts';
import { isCall } from '../core/journey/steps/call.ts';
import { isDecide } from '../core/journey/steps/decide.ts';
import { isSplit } from '../core/journey/steps/split.ts';
import { isTask } from '../core/journey/steps/task.ts';
import { validateDefinition } from '../core/journey/validate.ts';
import { channelKinds } from '../core/message/channel-kinds.ts';
import type { Consentable, StoryArms } from './story-types.ts';

/** What can be wrong with what a story is given, and how it reads it. */

/** Without a catalog: which templates there are is for publishing to know. */
export function checkJourney(journey: unknown): JourneyDefinition {
  const { definition, problems } = validateDefinition(journey);
  if (!definition) throw new ProblemError(problems);
  return definition;
}

export function readMoment(where: string, text: string, zone: string): number {
  const moment = momentIn(text, zone);
  if (moment === undefined)
    throw unreadable(where, text, 'Write "2026-03-02T20:10", or with an offset, "2026-03-02T20:10Z".');
  return moment;
}

export function unreadable(where: string, text: string, remedy: string): ProblemError {
  return faultOf({ code: 'unreadable-story', where, problem: `"${text}" can not be read`, remedy });
}

/** The step is a task, and the choice one of its own. */
export function checkAnswer(definition: JourneyDefinition, id: string, choice: string): void {
  const tasks = Object.entries(definition.steps).flatMap(([name, step]) => (isTask(step) ? [name] : []));
  const step = findStep(definition, id);
  if (!step || !isTask(step)) throw unknownInStory(`steps.${id}`, id, 'task', tasks);
  if (!step.choices.includes(choice)) throw unknownInStory(`steps.${id}.choices`, choice, 'choice', step.choices);
}

export function noOpenTask(id: string): ProblemError {
  const problem = `The customer has no open task of the step "${id}".`;
  const remedy = 'Look at `runs()`: it shows where they are, and the results of their tasks.';
  return faultOf({ code: 'no-open-task', where: `steps.${id}`, problem, remedy });
}

export function noneStarted(id: string): ProblemError {
  const problem = `No open run of the customer waits at the step "${id}" for a journey that it started.`;
  const remedy = 'Look at `runs()`: it shows where they are. Only a `startJourney` with `wait` waits.';
  return faultOf({ code: 'none-started', where: `steps.${id}`, problem, remedy });
}

export function notReceived(id: string): ProblemError {
  const problem = `The customer has received no message of the step "${id}".`;
  const remedy = 'Look at what they received with received(), or why not with runs().';
  return faultOf({ code: 'not-received', where: 'step', problem, remedy });
}

/** A step or a name that the journey does not have: `not` with a slip of the pen would always hold. */
export function unknownInStory(where: string, name: string, what: string, known: readonly string[]): ProblemError {
  const problem = `The journey has no ${what} "${name}".`;
  return faultOf({ code: 'unknown-in-story', where, problem, remedy: didYouMean(name, known) });
}

const faultOf = (problem: Problem) => new ProblemError([problem]);

/** The channel of a provider that a story speaks for. */
export function checkChannel(channel: string): void {
  if (!Object.hasOwn(channelKinds, kindOfChannel(channel)))
    throw unreadable('provider', channel, didYouMean(channel, Object.keys(channelKinds)));
}

/** An endpoint that a call of the journey names. */
export function checkEndpoint(definition: JourneyDefinition, name: string): void {
  const known = Object.values(definition.steps).flatMap((step) => (isCall(step) ? [step.endpoint] : []));
  if (!known.includes(name)) throw unknownInStory('endpoint', name, 'call of an endpoint', known);
}

export function subjectOf(what: Consentable): ConsentSubject {
  if (what === 'marketing') return { kind: 'purpose', name: what };
  return 'topic' in what ? { kind: 'topic', name: what.topic } : { kind: 'channel', name: what.channel };
}

/** The arms that a story gives a customer, by experiment. */
export function armsOf(
  definition: JourneyDefinition,
  given: StoryArms,
  holdout: 'on' | 'off' = 'on',
): Map<string, string> {
  const hasHoldout = definition.holdoutPerMille !== undefined;
  const arms = { ...(hasHoldout && holdout === 'off' && { [holdoutName]: treated }), ...given };
  const splits = Object.entries(definition.steps).flatMap(([name, step]) => (isSplit(step) ? [name] : []));
  if (hasHoldout) splits.push(holdoutName);
  return new Map(
    Object.entries(arms).map(([name, arm]) => {
      if (hasHoldout && name === holdoutName) {
        if (arm === heldOut || arm === treated) return [holdoutOf(definition), arm];
        throw unknownInStory('arms.holdout', arm, 'arm of the holdout', [heldOut, treated]);
      }
      const step = findStep(definition, name);
      if (step && isDecide(step)) return [policyArmsOf(step.policy).said, arm];
      if (!step || !isSplit(step)) throw unknownInStory('arms', name, 'split', splits);
      const variants = Object.keys(step.variants);
      if (!variants.includes(arm)) throw unknownInStory(`steps.${name}.variants`, arm, 'variant', variants);
      return [experimentOf(definition, name), arm];
    }),
  );
}

/** As it would come over the wire: members that are undefined are not there. */
export function asJson(properties: object): Properties {
  return JSON.parse(JSON.stringify(properties)) as Properties;
}

export const iso = (moment: number) => new Date(moment).toISOString();
