import { z } from 'zod';
import { isoDurationSchema } from '../../base/duration.ts';
import { referenceSchema } from '../../condition/schema.ts';
import { entrySchema } from './entry/index.ts';
import { entryCapsSchema } from './entry-caps.ts';
import { exitSchema } from './exit/index.ts';
import { goalSchema } from './goal.ts';
import { interruptSchema } from './interrupt/index.ts';
import { idSchema, pathsSchema, type StepId, stepTitle } from './names.ts';

/**
 * The canonical JSON of a journey (schema and types). Every step has `type`, its own settings and `paths`: name of the
 * way out ▸ id of the next step, or null for the end. The settings of each type are checked by its own schema in
 * steps/; this file knows the frame. What is not part of the meaning (and so of the hash): see meaning.ts.
 */
const reentrySchema = z.union([z.literal('never'), z.literal('always'), z.strictObject({ after: isoDurationSchema })]);

const entryDateSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

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
  /** Orders claims of one customer under a shared cap, and what a cap reserves; 50 unless said. */
  priority: z.int().min(1).max(100).optional(),
  entry: z.array(entrySchema).min(1).max(20),
  /** Without one: one open run per customer. With one: one per value; no value, no entry. */
  key: referenceSchema.optional(),
  /**
   * What an entry does while a run of the same customer and key is open: nothing (unless said); it becomes the entry of that
   * run, and waits marked `restartOn` begin again; it ends that run and begins another; or it begins another one beside it.
   */
  whileOpen: z.enum(['ignore', 'refresh', 'restart', 'parallel']).optional(),
  /** Runs that begin at most: in each hour and each day (by UTC), and ever. Beyond, an entry opens none. */
  entryCaps: entryCapsSchema.optional(),
  /** A run that is older exits, with the reason "lifetime". */
  lifetime: isoDurationSchema.optional(),
  /** Nobody enters before, or after: days of the customer's calendar, both included, or moments. See ../entry-dates.ts. */
  startDate: entryDateSchema.optional(),
  endDate: entryDateSchema.optional(),
  /** Who has ended may come in again: never (unless said), always, after a time. Per key in a keyed journey. */
  reentry: reentrySchema.optional(),
  exit: z.array(exitSchema).max(50).optional(),
  /** Interrupts: what is done, wherever the run stands, when something happens. */
  on: z.array(interruptSchema).max(50).optional(),
  goal: goalSchema.optional(),
  /** Of a thousand customers so many are in the books only: see ../books.ts. */
  holdoutPerMille: z.int().min(1).max(500).optional(),
  start: idSchema,
  steps: z.record(idSchema, stepFrameSchema),
});

export type JourneyDefinition = z.infer<typeof definitionSchema>;
export type ReentryRule = z.infer<typeof reentrySchema>;
export type Step = z.infer<typeof stepFrameSchema>;

/** The step with this id; undefined if there is none. Only own members: a step may well be asked for as "constructor". */
export function findStep(definition: JourneyDefinition, id: StepId): Step | undefined {
  return Object.hasOwn(definition.steps, id) ? definition.steps[id] : undefined;
}
