import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import { isoDurationSchema } from '../core/base/duration.ts';
import { conditionSchema, jsonSchema, referenceSchema, ruleSchema } from '../core/condition/schema.ts';
import { formulaSchema } from '../core/decision/formula.ts';
import { entryKinds, exitKinds, idSchema, pathNameSchema, pathsSchema } from '../core/journey/definition/index.ts';
import { stepTypes } from '../core/journey/steps/index.ts';
import { callSchema, callSchemas, propertiesSchema } from '../services/intake/call-schema.ts';
import { problemAnswerSchema, problemSchema } from './define-error.ts';
import { journeySchema, stepSchema, storedJourneySchema } from './operations/journeys/schemas.ts';
import { runSummarySchema, runViewSchema } from './operations/runs/schemas.ts';
import { taskSummarySchema, taskViewSchema } from './operations/tasks/schemas.ts';

interface Component {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly description: string;
  readonly examples?: readonly unknown[];
  /** Instead of what the generator would make of the schema, which must then say its `type`. */
  readonly instead?: { readonly type: string | readonly string[]; readonly [member: string]: unknown };
}

/**
 * What stands in the description under a name of its own: what several addresses speak of, and what refers to itself.
 * The names are given here and not where the schemas are made, since those rooms know nothing of OpenAPI.
 */
export const components: readonly Component[] = [
  {
    name: 'Json',
    schema: jsonSchema,
    description: 'Any JSON.',
    instead: { type: ['string', 'number', 'boolean', 'null', 'array', 'object'] },
  },
  {
    name: 'Id',
    schema: idSchema,
    description: 'Kebab-case: small letters, digits and single hyphens.',
    examples: ['win-back'],
  },
  {
    name: 'Duration',
    schema: isoDurationSchema,
    description:
      'ISO 8601, longer than nothing and at most ten years. Days and longer are calendar units in the zone of the customer.',
    examples: ['PT1H', 'P3D'],
  },
  { name: 'PathName', schema: pathNameSchema, description: 'A named way out of a step.' },
  {
    name: 'Paths',
    schema: pathsSchema,
    description: 'Name of the way out ▸ id of the next step, or null for the end. Which names: each step type says.',
    // Of a component that may be null the generator makes "an Id and also null", which nothing is.
    instead: {
      type: 'object',
      additionalProperties: { anyOf: [{ $ref: '#/components/schemas/Id' }, { type: 'null' }] },
    },
  },
  {
    name: 'Reference',
    schema: referenceSchema,
    description: 'A value that is known when the condition is judged.',
    examples: [{ ref: 'entry.properties.order_id' }],
  },
  {
    name: 'Rule',
    schema: ruleSchema,
    description: 'The value is left out for null and notNull, a list for in and notIn, and a pair for between.',
    examples: [{ field: 'event.properties.value', operator: '>=', value: 20 }],
  },
  {
    name: 'Formula',
    schema: formulaSchema,
    description: 'A number, a reference with an optional default, or an operation of formulas.',
  },
  { name: 'Condition', schema: conditionSchema, description: 'A group of rules and of further groups.' },
  { name: 'Journey', schema: journeySchema, description: 'The canonical JSON of a journey: what its builder returns.' },
  {
    name: 'StoredJourney',
    schema: storedJourneySchema,
    description: 'A journey as it was published: one of an earlier release may have the form of that release.',
  },
  { name: 'Step', schema: stepSchema, description: 'One step, by its type.' },
  ...[...entryKinds.values()].map(({ on, schema }) => ({
    name: `Entry-${on}`,
    schema,
    description: schema.description ?? '',
  })),
  ...[...exitKinds.values()].map(({ on, schema }) => ({
    name: `Exit-${on}`,
    schema,
    description: schema.description ?? '',
  })),
  ...[...stepTypes.values()].map(({ type, schema }) => ({
    name: `Step-${type}`,
    schema,
    description: schema.description ?? '',
  })),
  {
    name: 'Properties',
    schema: propertiesSchema,
    description: 'Any names with any JSON, within the limits of a call.',
    instead: { type: ['object', 'null'], additionalProperties: { $ref: '#/components/schemas/Json' } },
  },
  { name: 'TrackCall', schema: callSchemas.track, description: 'What a customer did.' },
  { name: 'IdentifyCall', schema: callSchemas.identify, description: 'What is known of a customer.' },
  { name: 'PageCall', schema: callSchemas.page, description: 'A page that a customer saw.' },
  { name: 'ScreenCall', schema: callSchemas.screen, description: 'A screen of an app that a customer saw.' },
  { name: 'GroupCall', schema: callSchemas.group, description: 'A group that a customer belongs to.' },
  { name: 'AliasCall', schema: callSchemas.alias, description: 'Two ids of one customer.' },
  { name: 'Call', schema: callSchema, description: 'One call of a batch.' },
  { name: 'RunSummary', schema: runSummarySchema, description: 'A run, in short.' },
  { name: 'Run', schema: runViewSchema, description: 'A run with all that happened.' },
  { name: 'TaskSummary', schema: taskSummarySchema, description: 'A task, in short.' },
  { name: 'Task', schema: taskViewSchema, description: 'A task with its instruction and its history.' },
  {
    name: 'Problem',
    schema: problemSchema,
    description: 'A finding: where it is, what is wrong, how to put it right. `code` is stable, for programs.',
  },
  {
    name: 'ProblemAnswer',
    schema: problemAnswerSchema,
    description: 'RFC 9457, with a stable `code` for programs, the place (`where`) and a `remedy` for people.',
  },
];

/** Gives the generator the names. */
export function nameComponents(): void {
  for (const { name, schema, instead, ...more } of components) {
    zodToOpenAPIRegistry.add(schema, { _internal: { refId: name }, ...more, ...instead } as never);
  }
}
