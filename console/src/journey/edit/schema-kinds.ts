import type { z } from 'zod';
import { isoDurationSchema } from '../../../../core/base/duration.ts';
import { conditionSchema } from '../../../../core/condition/schema.ts';

/** How a value is edited, by its schema. */
export type SchemaKind = { readonly isOptional: boolean } & (
  | { readonly is: 'text' | 'texts' | 'number' | 'duration' | 'yes' | 'condition' | 'json' }
  | { readonly is: 'choice'; readonly choices: readonly string[] }
  | { readonly is: 'object'; readonly schema: z.ZodType }
  | { readonly is: 'list'; readonly schema: z.ZodType }
);

/** What zod keeps of a schema; its own types do not say it for a schema of any kind. */
interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}
const defOf = (schema: z.ZodType) => schema.def as unknown as Def;

export function kindOfSchema(given: z.ZodType, name: string): SchemaKind {
  const isOptional = defOf(given).type === 'optional';
  const schema = isOptional ? (defOf(given).innerType ?? given) : given;
  return { isOptional, ...kindWithin(schema, name) } as SchemaKind;
}

const durations = /^(for|timeout|jitter|before|after|notAfter|due|reminder|lifetime|within)$/;

function kindWithin(schema: z.ZodType, name: string): object {
  const { type, element, options = [], entries, values } = defOf(schema);
  if (schema === conditionSchema || name === 'when' || name === 'where' || name === 'onlyIf')
    return { is: 'condition' };
  if (schema === isoDurationSchema || (durations.test(name) && type !== 'object')) return { is: 'duration' };
  if (type === 'string') return { is: 'text' };
  if (type === 'number') return { is: 'number' };
  if (type === 'boolean') return { is: 'yes' };
  if (type === 'enum') return { is: 'choice', choices: Object.values(entries ?? {}) };
  if (type === 'literal') return { is: 'choice', choices: (values ?? []).map(String) };
  if (type === 'object') return { is: 'object', schema };
  if (type === 'array' && element) {
    const of = defOf(element).type;
    if (of === 'object') return { is: 'list', schema: element };
    return { is: of === 'string' || of === 'enum' ? 'texts' : 'json' };
  }
  const first = options[0];
  // Of a union the first is the plain form; a value of another one is edited as JSON.
  if (type === 'union' && first && ['string', 'array'].includes(defOf(first).type)) return kindWithin(first, name);
  return { is: 'json' };
}

/** The members of an object's schema. */
export function shapeOf(schema: z.ZodType): readonly (readonly [string, z.ZodType])[] {
  return Object.entries(defOf(schema).shape ?? {});
}

/** What a value begins with where it was left out. */
export function defaultOf(kind: SchemaKind): unknown {
  if (kind.is === 'choice') return kind.choices[0] ?? '';
  if (kind.is === 'object') return {};
  if (kind.is === 'list') {
    const item = shapeOf(kind.schema).flatMap(([name, member]) => {
      const of = kindOfSchema(member, name);
      return of.isOptional ? [] : [[name, of.is === 'condition' ? undefined : defaultOf(of)] as const];
    });
    return [Object.fromEntries(item)];
  }
  if (kind.is === 'texts') return [];
  if (kind.is === 'number') return 1;
  if (kind.is === 'duration') return 'P1D';
  return kind.is === 'json' ? {} : 'name';
}
