import { z } from 'zod';
import type { Json } from '../base/canonical-json.ts';
import { isoDurationSchema } from '../base/duration.ts';
import type { Engagement } from './engagement.ts';
import type { CustomerHistory } from './history/history.ts';

/**
 * Conditions are data: groups of rules, shaped as react-querybuilder edits them. One language for entry filters,
 * wait-for filters, exits, branches and segments. Two back ends give the same answer: a closure (compile.ts) for one
 * customer, and SQL (store/condition) for an audience.
 */
export const operators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'notIn',
  'between',
  'contains',
  'doesNotContain',
  'beginsWith',
  'endsWith',
  'null',
  'notNull',
] as const;

export type Operator = (typeof operators)[number];

/** Points at a value that is known when the condition is evaluated: {"ref": "entry.properties.order_id"}. */
export interface Reference {
  readonly ref: string;
}

export interface Rule {
  /** What is looked at: "event.properties.value", "customer.traits.plan", "customer.events.count". */
  readonly field: string;
  /** Of a field that measures what was (measures.ts): of which events, messages or passages, and since when. */
  readonly of?: Measure | undefined;
  readonly operator: Operator;
  /** A literal, a list of literals (in, notIn, between), or a reference. Left out for null and notNull. */
  readonly value?: Json | Reference | undefined;
}

/** Which events, messages or passages a field measures. Which members it takes: see measures.ts. */
export interface Measure {
  /** The name of the events. */
  readonly event?: string | undefined;
  /** Only those of which this holds. It may look at the event, the customer and, inside a run, the entry. */
  readonly where?: Condition | undefined;
  /** What is summed, or read of the first or last event: "event.properties.total". Without it: its moment. */
  readonly property?: string | undefined;
  /** The window: so long back from now, as an ISO 8601 duration. Days and longer are days of the customer's zone. */
  readonly within?: string | undefined;
  /** Not before this: a moment, a reference to one, the run's entry, or the customer's latest event of a kind. */
  readonly since?: Since | undefined;
  /** The kind of the channel whose messages are counted. */
  readonly channel?: string | undefined;
  /** How many of its newest accepted messages. */
  readonly last?: number | undefined;
  /** Only messages that were accepted so long ago. PT24H unless said. */
  readonly olderThan?: string | undefined;
  /** Of passages that ended: only those with this reason. */
  readonly reason?: string | undefined;
}

export type Since = string | Reference | { readonly event: string; readonly where?: Condition | undefined };

export interface Condition {
  readonly combinator: 'and' | 'or';
  readonly not?: boolean | undefined;
  readonly rules: readonly (Rule | Condition)[];
}

export const referenceSchema: z.ZodType<Reference> = z.strictObject({ ref: z.string().min(1).max(200) });

/** One instance wherever any JSON is taken: being recursive, it has to be described by its name. */
export const jsonSchema: z.ZodType<Json> = z.json();

const whereSchema = z.lazy(() => conditionSchema).optional();
const eventNameSchema = z.string().trim().min(1).max(200);

export const measureSchema: z.ZodType<Measure> = z.strictObject({
  event: eventNameSchema.optional().describe('The name of the events.'),
  where: whereSchema.describe('Only events of which this holds.'),
  property: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('What is summed, or read of the first or last event: `event.properties.total`.'),
  within: isoDurationSchema
    .optional()
    .describe("So long back from now, at most two years. Days and longer are days of the customer's zone."),
  since: z
    .union([
      z.string().min(1).max(100),
      referenceSchema,
      z.strictObject({ event: eventNameSchema, where: whereSchema }),
    ])
    .optional()
    .describe(
      'Not before a moment, a trait that holds one, the entry of the run (`{"ref":"entry"}`), or the latest such event.',
    ),
  channel: z.string().min(1).max(80).optional().describe('The kind of the channel whose messages are counted.'),
  last: z.int().min(1).max(100).optional().describe('How many of its newest accepted messages.'),
  olderThan: isoDurationSchema.optional().describe('Only messages accepted so long ago; PT24H unless said.'),
  reason: z.string().min(1).max(200).optional().describe('Of runs that ended: only with this reason.'),
});

export const ruleSchema: z.ZodType<Rule> = z.strictObject({
  field: z.string().min(1).max(200),
  of: measureSchema.optional(),
  operator: z.enum(operators),
  value: z.union([referenceSchema, jsonSchema]).optional(),
});

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.strictObject({
    combinator: z.enum(['and', 'or']),
    not: z.boolean().optional(),
    rules: z
      .array(z.union([ruleSchema, conditionSchema]))
      .min(1)
      .max(100),
  }),
);

/** What a condition is evaluated against. A part that is not there makes every field below it missing. */
export interface Scope {
  readonly event?: { readonly name: string; readonly properties: Properties } | undefined;
  readonly entry?: EntryOfScope | undefined;
  readonly customer?: { readonly traits: Properties } | undefined;
  /** Send step ▸ how far its latest message of this run has come. A step that is not in it has sent nothing. */
  readonly messages?: ReadonlyMap<string, Engagement> | undefined;
  /** What the customer did and was sent before. Without it, what looks at it is neither true nor false. */
  readonly history?: CustomerHistory | undefined;
  /** Task step ▸ what came of its latest task in this run. */
  readonly tasks?: Readonly<Record<string, TaskResult>> | undefined;
  /** Call step ▸ what its latest call of this run answered. */
  readonly answers?: Readonly<Record<string, Properties>> | undefined;
}

interface EntryOfScope {
  readonly name: string;
  readonly properties: Properties;
  /** Where it was stored as an event; what is counted since the entry needs them. */
  readonly id?: string | undefined;
  readonly timestamp?: number | undefined;
}

/** What came of a task: the choice, or "overdue"; and who chose. */
export interface TaskResult {
  readonly outcome: string;
  readonly assignee?: string | undefined;
}

export type Properties = { readonly [name: string]: Json };
