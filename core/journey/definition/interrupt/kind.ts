import { z } from 'zod';
import type { Problem } from '../../../base/problem.ts';
import type { Condition } from '../../../condition/schema.ts';
import type { EventTrigger, RunContext } from '../event-trigger.ts';
import { idSchema, type StepId } from '../names.ts';

/**
 * What every interrupt says beside what it reacts to. Either it jumps, or it skips steps, opens a side path, or does both.
 *   jump  the main path, with all of its branches, is left where it stands and goes on at this step; side paths stay
 *   skip  each of these steps is left by `next` as soon as the run comes to it, or at once where it stands there; a message
 *         that is already being sent is not recalled
 *   do    a path of its own begins at this step, beside the main one
 * It acts once a run; with `repeat` again, but not while a side path that it opened is still under way.
 */
export interface InterruptAction {
  readonly id: string;
  readonly repeat?: true | undefined;
  readonly jump?: StepId | undefined;
  readonly skip?: readonly StepId[] | undefined;
  readonly do?: StepId | undefined;
}

export const interruptActionFields = {
  id: idSchema.describe('Its name in the history of runs.'),
  repeat: z.literal(true).optional().describe('Acts each time, not only once a run.'),
  jump: idSchema.optional().describe('The step at which the main path continues.'),
  skip: z
    .array(idSchema)
    .min(1)
    .max(50)
    .optional()
    .describe('Steps that are left by `next` when the run arrives there.'),
  do: idSchema.optional().describe('The first step of a side path beside the main one.'),
};

/** A kind of interrupt is one object that carries all of its behaviour. The registry is index.ts. */
export interface InterruptKind<R extends InterruptAction & { readonly on: string }> {
  readonly on: R['on'];
  /** Its description is the documentation of the kind. */
  readonly schema: z.ZodType<R>;
  readonly example: R;
  /** For people, without values of the customer. */
  describe(rule: R): string;
  /** Publish checks beyond the schema, of what it reacts to. Its actions are checked for all kinds together. */
  check(rule: R, where: string, definition: RunContext): readonly Problem[];
  /** The events at which it acts. */
  triggers(rule: R): readonly EventTrigger[];
  /** Has to hold at such an event. */
  guard(rule: R): Condition | undefined;
  /** The condition by which it acts, without an event, when it comes to hold. */
  level(rule: R): Condition | undefined;
}
