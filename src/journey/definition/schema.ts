import { z } from 'zod';
import { isoDurationSchema } from '../base/duration.ts';
import { type Condition, conditionSchema, type Reference, referenceSchema } from '../condition/condition.ts';

/**
 * The canonical JSON of a journey (schema and types). Every step has `type`, its own settings and `paths`: name of the
 * way out ▸ id of the next step, or null for the end. The settings of each type are checked by its own schema in
 * steps/; this file knows the frame. What is not part of the meaning (and so of the hash): see `meaningOf`.
 */
export type StepId = string;

export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case: small letters, digits and single hyphens')
  .max(80);

/** A named way out of a step. */
export const pathNameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'must begin with a letter and hold only letters, digits, hyphens and underscores')
  .max(80);

/** Name of the way out ▸ id of the next step, or null for the end of the journey. Which names: each step type says. */
export const pathsSchema = z.record(pathNameSchema, idSchema.nullable());

/** What every step may have beside its type's own settings. */
export const stepTitle = z.string().max(200).optional();

export const eventNameSchema = z.string().min(1).max(200);

/** An event somebody listens to. In a keyed journey a listener says which run is meant: `match`, or `anyRun`. */
export interface Listener {
  readonly event: string;
  readonly where?: Condition | undefined;
  /** Equal to the run's key, or the event is not for this run. */
  readonly match?: Reference | undefined;
  readonly anyRun?: true | undefined;
}

export const listenerFields = {
  event: eventNameSchema,
  where: conditionSchema.optional(),
  match: referenceSchema.optional(),
  anyRun: z.literal(true).optional(),
};

const entrySchema = z.strictObject({
  on: z.literal('event'),
  event: eventNameSchema,
  where: conditionSchema.optional(),
  /** Judged by the event's own time. 24 hours unless said. */
  maxAge: isoDurationSchema.optional(),
});

const exitSchema = z.strictObject({ reason: idSchema, on: z.literal('event'), ...listenerFields });

const reentrySchema = z.union([z.literal('never'), z.literal('always'), z.strictObject({ after: isoDurationSchema })]);

const stepFrameSchema = z.looseObject({
  type: z.string(),
  title: stepTitle,
  paths: pathsSchema,
});

export const definitionSchema = z.strictObject({
  id: idSchema,
  title: z.string().max(200).optional(),
  description: z.string().max(4000).optional(),
  owner: z.string().max(200).optional(),
  reviewBy: z.iso.date().optional(),
  tags: z.array(z.string().max(80)).max(50).optional(),
  purpose: z.enum(['marketing', 'transactional']),
  /** What its messages are about, for consent; a send may name its own. See `topicOf` in steps/send.ts. */
  topic: idSchema.optional(),
  entry: z.array(entrySchema).min(1).max(20),
  /** Without one: one open run per customer. With one: one per value; no value, no entry. */
  key: referenceSchema.optional(),
  /** Who has ended may come in again: never (unless said), always, after a time. Per key in a keyed journey. */
  reentry: reentrySchema.optional(),
  exit: z.array(exitSchema).max(50).optional(),
  start: idSchema,
  steps: z.record(idSchema, stepFrameSchema),
});

export type JourneyDefinition = z.infer<typeof definitionSchema>;
export type EntryRule = z.infer<typeof entrySchema>;
export type ExitRule = z.infer<typeof exitSchema>;
export type ReentryRule = z.infer<typeof reentrySchema>;
export type Step = z.infer<typeof stepFrameSchema>;

export const defaultMaxAge = 'PT24H';

/** The step with this id; undefined if there is none. Only own members: a step may well be asked for as "constructor". */
export function findStep(definition: JourneyDefinition, id: StepId): Step | undefined {
  return Object.hasOwn(definition.steps, id) ? definition.steps[id] : undefined;
}

/** The definition without what does not change its meaning: two definitions with equal meaning are one version. */
export function meaningOf(definition: JourneyDefinition): unknown {
  const {
    title: _title,
    description: _description,
    owner: _owner,
    reviewBy: _reviewBy,
    tags: _tags,
    ...rest
  } = definition;
  const { steps, ...meaning } = rest;
  const untitled = Object.entries(steps).map(([id, { title: _stepTitle, ...step }]) => [id, step]);
  return { ...meaning, steps: Object.fromEntries(untitled) };
}
