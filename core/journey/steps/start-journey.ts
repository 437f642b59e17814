import { z } from 'zod';
import type { Json } from '../../base/canonical-json.ts';
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
import { type AnyStep, defineStep, proceed, requestJob } from '../step-type.ts';

/**
 * start-journey: lets the customer enter another journey, with a payload, in the turn's own transaction. Its entry `hand-off`
 * decides whether they enter, and so do key, re-entry and open runs of that journey; this run goes on by "refused" if they do not,
 * where it has such a path. The depth of causation counts as for emitted events.
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
    paths: pathsSchema,
  })
  .describe(
    'Lets the customer enter another journey and leaves by `next`; by `refused`, if it is given, where they do not enter.',
  );

export type StartJourneyStep = z.infer<typeof schema>;

/** The answers of its job. */
export const started = 'started';
export const notStarted = 'refused';

export const startJourney = defineStep<StartJourneyStep>({
  type: 'start-journey',
  schema,
  paths: () => ({ required: ['next'], optional: [notStarted] }),
  subscriptions: () => [],
  uses: () => ({ job: ['start-journey'], input: ['job-settled'] }),
  describe: ({ journey }) => `starting ${journey}`,
  summary: ({ journey }) => journey,
  describePath: (_step, path) => (path === notStarted ? 'the other journey did not take the customer' : undefined),
  check: (step, { where, definition }) => checkReferencesIn(`${where}.data`, step.data ?? {}, dataInRun(definition)),
  evaluate(step, { outcome }) {
    if (!outcome) return requestJob('start-journey');
    return proceed(outcome.answer === notStarted && Object.hasOwn(step.paths, notStarted) ? notStarted : 'next');
  },
});

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
