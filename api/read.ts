import type { z } from 'zod';
import { type JsonLimits, jsonTooLarge } from '../core/base/json-limits.ts';
import { safeParse } from '../core/base/safe-parse.ts';
import { parameterWrong } from './common-errors.ts';
import { HttpProblem } from './define-error.ts';

/** What an address, a query or a small body may hold: a few texts and numbers. */
const smallLimits: JsonLimits = { depth: 8, values: 200, name: 200, storable: true };

/**
 * Reads a query, the parameters of an address or a small body by its schema: depth, size and text first, since schemas
 * descend by recursion and PostgreSQL is not asked for what it can't hold. What is wrong is a 422, whatever it is.
 */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
  limits = smallLimits,
): z.output<Schema> {
  const excess = jsonTooLarge(value, limits, where);
  if (excess?.code === 'data-refused') throw new HttpProblem(422, excess);
  const result = excess ? undefined : safeParse(schema, value);
  if (result?.success) return result.data;
  const issue = result?.error.issues[0];
  throw parameterWrong(
    excess?.where ?? [where, ...(issue?.path ?? [])].join('.'),
    excess?.problem ?? issue?.message ?? 'it can not be read',
  );
}
