import { z } from 'zod';
import type { Json } from '../base/canonical-json.ts';
import type { Engagement } from './engagement.ts';

/**
 * Conditions are data: groups of rules, shaped as react-querybuilder edits them. One language for entry filters,
 * wait-for filters, exits and branches. Two back ends give the same answer: a closure (compile.ts) and, later, SQL.
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
  /** What is looked at: "event.properties.value", "customer.traits.plan", "entry.properties.cart_id". */
  readonly field: string;
  readonly operator: Operator;
  /** A literal, a list of literals (in, notIn, between), or a reference. Left out for null and notNull. */
  readonly value?: Json | Reference | undefined;
}

export interface Condition {
  readonly combinator: 'and' | 'or';
  readonly not?: boolean | undefined;
  readonly rules: readonly (Rule | Condition)[];
}

export const referenceSchema: z.ZodType<Reference> = z.strictObject({ ref: z.string().min(1).max(200) });

/** One instance wherever any JSON is taken: being recursive, it has to be described by its name. */
export const jsonSchema: z.ZodType<Json> = z.json();

export const ruleSchema: z.ZodType<Rule> = z.strictObject({
  field: z.string().min(1).max(200),
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
  readonly entry?: { readonly name: string; readonly properties: Properties } | undefined;
  readonly customer?: { readonly traits: Properties } | undefined;
  /** Send step ▸ how far its latest message of this run has come. A step that is not in it has sent nothing. */
  readonly messages?: ReadonlyMap<string, Engagement> | undefined;
  /** Task step ▸ what came of its latest task in this run. */
  readonly tasks?: Readonly<Record<string, TaskResult>> | undefined;
  /** Call step ▸ what its latest call of this run answered. */
  readonly answers?: Readonly<Record<string, Properties>> | undefined;
}

/** What came of a task: the choice, or "overdue"; and who chose. */
export interface TaskResult {
  readonly outcome: string;
  readonly assignee?: string | undefined;
}

export type Properties = { readonly [name: string]: Json };
