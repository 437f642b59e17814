import { z } from 'zod';
import type { Json } from '../../base/canonical-json.ts';
import { isoDurationSchema } from '../../base/duration.ts';
import { describeDuration } from '../../base/duration-words.ts';
import { PermanentFailure } from '../../base/failure.ts';
import { jsonSchema, type Properties, type Scope } from '../../condition/schema.ts';
import {
  dataInRun,
  findStep,
  idSchema,
  type JourneyDefinition,
  pathsSchema,
  type StepId,
  stepTitle,
} from '../definition/index.ts';
import { checkReferencesIn, fillReferences } from '../json-with-references.ts';
import { type AnyStep, defineStep, proceed, requestJob, wait } from '../step-type.ts';

/**
 * start-journey: lets the customer enter another journey, with a payload, in the turn's own transaction. Its entry `hand-off`
 * decides whether they enter, and so do key, re-entry and open runs of that journey; this run goes on by "refused" if they do not,
 * where it has such a path. The depth of causation counts as for emitted events.
 * With `wait` the token then waits until that run has ended (an input `journey-ended`), or the timeout has passed. A run that
 * the entry only refreshes is waited for as well; one in the books only is not.
 */
const schema = z
  .strictObject({
    type: z.literal('start-journey'),
    title: stepTitle,
    journey: idSchema.describe('The id of the other journey; it needs an entry of the kind `hand-off`.'),
    data: z
      .record(z.string().min(1).max(200), jsonSchema)
      .optional()
      .describe('The payload, with references to the entry, the customer and answers of calls anywhere in it.'),
    wait: z
      .union([z.literal(true), z.strictObject({ timeout: isoDurationSchema })])
      .optional()
      .describe(
        '`true`: goes on when the run that began has ended; later steps see why as `answers.<step>.reason`. With a `timeout` it waits so long at most, and leaves by `timeout`.',
      ),
    paths: pathsSchema,
  })
  .describe(
    'Lets the customer enter another journey and leaves by `next`; by `refused`, if it is given, where they do not enter.',
  );

export type StartJourneyStep = z.infer<typeof schema>;

/** The answers of its job; where it waits, `ended` takes the place of `started`. */
export const started = 'started';
export const notStarted = 'refused';
export const ended = 'ended';

const timeoutPath = 'timeout';

export const startJourney = defineStep<StartJourneyStep>({
  type: 'start-journey',
  schema,
  paths: (step) => ({
    required: timeoutOf(step) === undefined ? ['next'] : ['next', timeoutPath],
    optional: [notStarted],
  }),
  subscriptions: () => [],
  uses: (step) => ({
    job: ['start-journey'],
    input: step.wait === undefined ? ['job-settled'] : ['job-settled', 'journey-ended'],
  }),
  describe: (step) =>
    step.wait === undefined ? `starting ${step.journey}` : `starting ${step.journey} and waiting for its end`,
  summary(step) {
    const timeout = timeoutOf(step);
    if (step.wait === undefined) return step.journey;
    return `${step.journey}, until it ends${timeout === undefined ? '' : `, ${describeDuration(timeout)} at most`}`;
  },
  describePath(step, path) {
    if (path === notStarted) return 'the other journey did not take the customer';
    if (path === timeoutPath) return 'the other journey did not end in time';
    return step.wait === undefined ? undefined : 'the other journey ended';
  },
  check: (step, { where, definition }) => checkReferencesIn(`${where}.data`, step.data ?? {}, dataInRun(definition)),
  answers: (step) => (step.wait === undefined ? [] : ['reason']),
  answerOf: ({ outcome }) => outcome?.data,
  evaluate(step, { outcome, arrivedAt }, turn) {
    if (!outcome) return requestJob('start-journey');
    if (outcome.answer === notStarted) return proceed(Object.hasOwn(step.paths, notStarted) ? notStarted : 'next');
    if (step.wait === undefined || outcome.answer !== started) return proceed('next');
    const timeout = timeoutOf(step);
    const until = timeout === undefined ? undefined : turn.after(arrivedAt, timeout);
    return until !== undefined && turn.isPast(until) ? proceed(timeoutPath) : wait(until);
  },
});

function timeoutOf({ wait: awaited }: StartJourneyStep): string | undefined {
  return typeof awaited === 'object' ? awaited.timeout : undefined;
}

function isStartJourney(step: AnyStep): step is StartJourneyStep {
  return step.type === startJourney.type;
}

/** The step behind a job. */
export function startStepOf(definition: JourneyDefinition, id: StepId): StartJourneyStep {
  const step = findStep(definition, id);
  if (!step || !isStartJourney(step))
    throw new PermanentFailure('step-gone', `"${definition.id}" has no step "${id}" that starts a journey`);
  return step;
}

export function payloadOf({ data = {} }: StartJourneyStep, scope: Scope): Properties {
  return (fillReferences(data as Json, scope) ?? {}) as Properties;
}
