import { z } from 'zod';
import { jsonTooLarge } from '../../base/json-limits.ts';
import type { Problem } from '../../base/problem.ts';
import { safeParse } from '../../base/safe-parse.ts';
import { schemaProblems } from '../../base/schema-problems.ts';
import {
  definitionSchema,
  idSchema,
  type JourneyDefinition,
  jsonLimits,
  mostSteps,
  pathsSchema,
} from '../definition/index.ts';

/**
 * A draft: a definition that need not be right yet. Its frame has the form of a definition, and each step has a type and
 * paths; what a step says, and whether it means something, is left to the publish check. `start` names no step while
 * there is none.
 */
export const draftSchema = definitionSchema.extend({
  steps: z
    .record(
      idSchema,
      z.looseObject({ type: z.string().max(80), title: z.string().max(200).optional(), paths: pathsSchema }),
    )
    .refine((steps) => Object.keys(steps).length <= mostSteps, `must have ${mostSteps} steps at most`),
});

/** A definition of the form of a draft, or what is wrong with its form. */
export function readDraft(json: unknown): {
  readonly draft?: JourneyDefinition | undefined;
  readonly problems: readonly Problem[];
} {
  const tooLarge = jsonTooLarge(json, jsonLimits);
  if (tooLarge) return { problems: [tooLarge] };
  const read = safeParse(draftSchema, json);
  if (!read.success) return { problems: schemaProblems(draftSchema, read.error, json).slice(0, 100) };
  return { draft: read.data as JourneyDefinition, problems: [] };
}

/** A journey with nothing in it: entered by an event that is still to be named. */
export function blankDraft(id: string, title?: string): JourneyDefinition {
  return {
    id,
    ...(title !== undefined && { title }),
    purpose: 'marketing',
    entry: [{ on: 'event', event: 'Something Happened' }],
    exit: [],
    start: 'first',
    steps: {},
  };
}
