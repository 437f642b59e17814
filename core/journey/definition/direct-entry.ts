import type { z } from 'zod';
import { checkCondition } from '../../condition/check.ts';
import { holds } from '../../condition/compile.ts';
import { describeCondition } from '../../condition/describe.ts';
import { filterOfEntry } from '../../condition/fields.ts';
import { type Condition, conditionSchema } from '../../condition/schema.ts';
import { type DeclaredValues, declaredValuesSchema, unfitMember } from '../declared-values.ts';
import type { EntryKind } from './entry/kind.ts';

/**
 * Entries without an event of the customer: somebody says which customer enters which journey, with a payload. It is stored as the
 * run's entry event, so `entry.properties` and the key read it as they read any other.
 */
export const directEntries = ['api', 'hand', 'hand-off'] as const;
/** With a payload of their own. Those of a schedule or a date are made by a clock. */
export type DeclaredDirectEntry = (typeof directEntries)[number];
export type DirectEntry = DeclaredDirectEntry | 'schedule' | 'date';

/** The names under which they are stored. */
export const directEntryNames: Readonly<Record<DirectEntry, string>> = {
  api: 'Entered by API',
  hand: 'Entered by Hand',
  'hand-off': 'Entered from Journey',
  schedule: 'Entered by Schedule',
  date: 'Entered by Date',
};

export const directEntryFields = {
  data: declaredValuesSchema
    .optional()
    .describe(
      'What the payload has to have: member ▸ `text`, `number`, `boolean`, `date` or `any`; "name?" may be missing.',
    ),
  where: conditionSchema.optional().describe('Only if this holds of the payload or the customer.'),
};

interface DirectRule {
  readonly data?: DeclaredValues | undefined;
  readonly where?: Condition | undefined;
}

export function defineDirectEntry<On extends DeclaredDirectEntry, R extends DirectRule & { readonly on: On }>({
  on,
  schema,
  example,
  words,
}: {
  on: On;
  schema: z.ZodType<R>;
  example: R;
  words: string;
}): EntryKind<R> {
  return {
    on,
    schema,
    example,
    describe: ({ where }) => (where ? `${words}, if ${describeCondition(where)}` : words),
    check: ({ where }, at) => (where ? checkCondition(`${at}.where`, where, filterOfEntry) : []),
    events: () => [],
    evaluate({ data = {}, where }, { event, traits, history }) {
      if (event.directly !== on) return 'no-rule';
      if (unfitMember(data, event.properties) !== undefined) return 'data';
      return where && !holds(where, { event, customer: { traits }, history }) ? 'filter' : undefined;
    },
  };
}
