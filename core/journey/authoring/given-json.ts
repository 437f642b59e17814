import type { Json } from '../../base/canonical-json.ts';
import { isReference } from '../../condition/compile.ts';
import type { Handle } from '../../condition/expression.ts';
import type { DataOfRun } from './flow.ts';

/** JSON with handles in it. */
export type GivenJson =
  | Json
  | Handle<unknown, DataOfRun>
  | readonly GivenJson[]
  | { readonly [name: string]: GivenJson };

/** Handles become bare references. */
export function plainJson(value: unknown): unknown {
  if (isReference(value)) return { ref: value.ref };
  if (Array.isArray(value)) return value.map(plainJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plainJson(each)]));
}
