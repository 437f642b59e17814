import type { z } from 'zod';
import type { Problem } from '../../../base/problem.ts';
import type { Condition } from '../../../condition/schema.ts';
import type { EventTrigger, RunContext } from '../event-trigger.ts';

/** A kind of exit rule is one object that carries all of its behaviour. The registry is index.ts. */
export interface ExitKind<R extends { readonly on: string; readonly reason: string }> {
  readonly on: R['on'];
  /** Its description is the documentation of the kind. */
  readonly schema: z.ZodType<R>;
  readonly example: R;
  /** For people, without values of the customer. */
  describe(rule: R): string;
  /** Publish checks beyond the schema. */
  check(rule: R, where: string, definition: RunContext): readonly Problem[];
  /** The events that end a run by this rule. */
  triggers(rule: R): readonly EventTrigger[];
  /** The condition that ends a run whenever it is looked at and holds. */
  level(rule: R): Condition | undefined;
}
