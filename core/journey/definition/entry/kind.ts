import type { z } from 'zod';
import type { Problem } from '../../../base/problem.ts';
import type { CustomerHistory } from '../../../condition/history/history.ts';
import type { Properties } from '../../../condition/schema.ts';

/** Where a rule keeps an event out, from the first hurdle to the last. */
export type EntryHurdle = 'no-rule' | 'data' | 'filter' | 'too-old';

/** What an entry rule looks at when an event comes in. */
export interface EntryScope {
  readonly event: {
    readonly name: string;
    readonly properties: Properties;
    readonly timestamp: number;
    /** Set where it is no event of the customer: somebody says that they enter. */
    readonly directly?: string | undefined;
  };
  readonly traits: Properties;
  /** With the event itself; undefined: no entry looks at it. */
  readonly history?: CustomerHistory | undefined;
  readonly now: number;
}

/** A kind of entry is one object that carries all of its behaviour. The registry is index.ts. */
export interface EntryKind<R extends { readonly on: string }> {
  readonly on: R['on'];
  /** Its description is the documentation of the kind. */
  readonly schema: z.ZodType<R>;
  readonly example: R;
  /** For people, without values of the customer. */
  describe(rule: R): string;
  /** Publish checks beyond the schema. */
  check(rule: R, where: string): readonly Problem[];
  /** Names of the events that may enter by this rule. */
  events(rule: R): readonly string[];
  /** Undefined if the event enters. */
  evaluate(rule: R, facts: EntryScope): EntryHurdle | undefined;
}
