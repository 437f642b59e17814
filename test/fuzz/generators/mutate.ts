import type { Raw } from '../case.ts';

/** Texts that are none, too long, or mean something elsewhere. */
export const oddTexts: readonly Raw[] = [
  '"a\\ud83d"',
  '"a\\u0000"',
  '""',
  '"__proto__"',
  JSON.stringify('x'.repeat(3_000)),
  JSON.stringify('x'.repeat(400_000)),
  '"P1000000000Y"',
  '"PT1e9S"',
  '"9999-99-99"',
];

/** Everywhere in a value: the paths to what can be replaced. */
export function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (value === null || typeof value !== 'object') return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => places(member, [...path, name]))];
}

/** The JSON of a value with another text at a place. */
export function withRaw(value: unknown, path: readonly string[], raw: Raw): Raw {
  const [name, ...rest] = path;
  if (name === undefined) return raw;
  const parts = Object.entries(value as object).map(([each, member]) => ({
    name: JSON.stringify(each),
    text: each === name ? withRaw(member, rest, raw) : JSON.stringify(member),
  }));
  return Array.isArray(value)
    ? `[${parts.map(({ text }) => text).join(',')}]`
    : `{${parts.map((part) => `${part.name}:${part.text}`).join(',')}}`;
}
