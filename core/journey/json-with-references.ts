import type { Json } from '../base/canonical-json.ts';
import type { Problem } from '../base/problem.ts';
import { checkReference } from '../condition/check.ts';
import { isReference } from '../condition/compile.ts';
import { type Place, reader } from '../condition/fields.ts';
import type { Scope } from '../condition/schema.ts';

/** JSON with references in it, at any depth: `{"cart": {"ref": "entry.properties.cart_id"}, "lines": [{"ref": "…"}]}`. */
export function checkReferencesIn(where: string, json: unknown, place: Place): readonly Problem[] {
  if (isReference(json)) return checkReference(`${where}.ref`, json, place);
  if (Array.isArray(json)) return json.flatMap((item, index) => checkReferencesIn(`${where}[${index}]`, item, place));
  if (json === null || typeof json !== 'object') return [];
  return Object.entries(json).flatMap(([name, value]) => checkReferencesIn(`${where}.${name}`, value, place));
}

/** The same with its values. A member that is missing is left out; in a list it is null. */
export function fillReferences(json: Json, scope: Scope): Json | undefined {
  if (isReference(json)) return reader(json.ref)(scope);
  if (Array.isArray(json)) return json.map((item: Json) => fillReferences(item, scope) ?? null);
  if (json === null || typeof json !== 'object') return json;
  const filled = Object.entries(json).flatMap(([name, value]) => {
    const own = fillReferences(value as Json, scope);
    return own === undefined ? [] : [[name, own] as const];
  });
  return Object.fromEntries(filled);
}
