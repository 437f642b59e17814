import type { Json } from './canonical-json.ts';

/**
 * PostgreSQL holds no U+0000 and no lone surrogate (half of a character): jsonb refuses both, and on the way into a text
 * column a lone surrogate becomes U+FFFD, so that what is read back differs from what JavaScript compares with.
 */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/** The text with U+FFFD in place of what PostgreSQL does not hold. Different texts may become one: never for ids. */
export function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

/** More characters than that? Characters are code points, as zod, JSON Schema and PostgreSQL count them. */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > 2 * most || (text.length > most && [...text].length > most);
}

/**
 * A copy of JSON whose every text and name is storable; of two names that become one, the last stays. It descends by
 * recursion: `jsonTooLarge` limits the depth before.
 */
function storableJson(value: Json): Json {
  if (typeof value === 'string') return toStorable(value);
  if (typeof value === 'number') return value === 0 ? 0 : value; // JSON has no -0
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(storableJson);
  return storableMembers(value as { readonly [name: string]: Json });
}

export function storableMembers(record: { readonly [name: string]: Json }): { readonly [name: string]: Json } {
  const copy: Record<string, Json> = {};
  for (const [name, member] of Object.entries(record)) {
    // Not by assignment, to which the name "__proto__" means something else.
    Object.defineProperty(copy, toStorable(name), {
      value: storableJson(member),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
