import type { z } from 'zod';
import { didYouMean, nearest } from './nearest.ts';
import type { Problem } from './problem.ts';

/**
 * What a zod schema found, as problems for people. Unlike zod's own words these name the nearest known member for an
 * unknown one, and of a union only the alternative that was most likely meant, or all of them where none was.
 */
export function schemaProblems(schema: z.ZodType, error: z.ZodError, json: unknown, where = ''): readonly Problem[] {
  return error.issues.flatMap((issue) => issueProblems(issue, { schema, json, where }));
}

interface Root {
  readonly schema: z.ZodType;
  readonly json: unknown;
  /** Where the checked value itself stands, "steps.nudge". */
  readonly where: string;
}

/** Unknown members of one object that are reported: to look for what each may have meant takes its time. */
const MOST_KEYS = 200;

type Issue = z.core.$ZodIssue;
type UnionIssue = z.core.$ZodIssueInvalidUnion;
type Path = readonly PropertyKey[];

function issueProblems(issue: Issue, root: Root, before: Path = []): readonly Problem[] {
  const path = [...before, ...issue.path];
  const where = describePlace(root.where, path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MOST_KEYS).map((key) => ({
      code: 'unknown-member',
      where: describePlace(root.where, [...path, key]),
      problem: `"${key}" is not known here.`,
      remedy: didYouMean(key, knownMembers(root.schema, path)),
    }));
  }
  if (issue.code === 'invalid_union') {
    const meant = likeliest(issue.errors);
    return meant ? meant.flatMap((inner) => issueProblems(inner, root, path)) : [noAlternative(issue, root, path)];
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const words = issue.issues.map(({ message }) => message).join(', ');
    return [{ code: 'bad-name', where, problem: `"${key}" can't be used as a name here.`, remedy: `A name ${words}.` }];
  }
  const [problem, remedy] = describeIssue(issue, valueAt(root.json, path));
  return [{ code: issue.code === 'custom' ? 'bad-value' : issue.code.replaceAll('_', '-'), where, problem, remedy }];
}

/**
 * The alternative that went wrong least: the fewest issues, an unknown or missing member counting as one each.
 * Undefined where the value is of no alternative's kind.
 */
function likeliest(errors: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const badness = (issues: readonly Issue[]) =>
    issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);
  const isOfItsKind = (issues: readonly Issue[]) =>
    !issues.some(({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'));
  return errors.filter(isOfItsKind).sort((a, b) => badness(a) - badness(b))[0];
}

/** A value that fits nothing in a union: every alternative is named. */
function noAlternative(issue: UnionIssue, root: Root, path: Path): Problem {
  const where = describePlace(root.where, path);
  const value = valueAt(root.json, path);
  // Where one member tells the alternatives apart, the issue is that member's and lists its values.
  const options = 'options' in issue ? issue.options.map(String) : undefined;
  const schemas = schemasAt(root.schema, path);
  const literals = options ?? schemas.flatMap(literalsOf);
  if (literals.length === 0) {
    const given = value === undefined ? 'It is missing.' : `It is ${kindOf(value)}.`;
    return { code: 'invalid-type', where, problem: given, remedy: `Give ${listed(schemas.map(describeSchema))}.` };
  }
  const close = typeof value === 'string' ? nearest(value, literals) : undefined;
  const known = options ?? schemas.map(describeSchema);
  return {
    code: 'invalid-value',
    where,
    problem: value === undefined ? 'It is missing.' : `${shown(value)} is not one of the known values.`,
    remedy: close === undefined ? `Known are: ${listed(known)}.` : `Did you mean "${close}"?`,
  };
}

function literalsOf(schema: z.core.$ZodType): readonly string[] {
  const definition = schema._zod.def as SchemaDefinition;
  if (definition.type === 'literal') return definition.values.map(String);
  return definition.type === 'enum' ? Object.values(definition.entries).map(String) : [];
}

/** What a schema takes, for people: "always", "{after}", "a text". */
function describeSchema(schema: z.core.$ZodType): string {
  const literals = literalsOf(schema);
  if (literals.length > 0) return literals.join(', ');
  const members = Object.keys(shapeOf(schema));
  const { type } = schema._zod.def as SchemaDefinition;
  return members.length > 0 ? `{${members.join(', ')}}` : (kinds.get(type) ?? type);
}

function listed(names: readonly string[]): string {
  const different = [...new Set(names)];
  const last = different.pop() ?? 'nothing';
  return different.length === 0 ? last : `${different.join(', ')} or ${last}`;
}

function describeIssue(issue: Issue, value: unknown): readonly [problem: string, remedy: string] {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return ['It is missing.', `Give ${kinds.get(issue.expected) ?? issue.expected}.`];
      return [`It is ${kindOf(value)}.`, `Give ${kinds.get(issue.expected) ?? issue.expected}.`];
    case 'invalid_value':
      return [
        `${shown(value)} is not one of the known values.`,
        didYouMean(typeof value === 'string' ? value : shown(value), issue.values.map(String)),
      ];
    case 'too_small':
      return ['It is too short or too small.', `At least ${issue.minimum}${countOf(issue.origin)}.`];
    case 'too_big':
      return ['It is too long or too large.', `At most ${issue.maximum}${countOf(issue.origin)}.`];
    case 'invalid_format':
      return [
        `${shown(value)} does not have the right form.`,
        `It ${issue.format === 'date' ? 'must be a date, "2026-03-31"' : issue.message}.`,
      ];
    default:
      return [`${shown(value)} ${issue.message}.`, 'Fix the value.'];
  }
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

const countOf = (origin: string) => (origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '');

function kindOf(value: unknown): string {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  return kinds.get(kind) ?? kind;
}

/** Short, for messages: a definition is no place of secrets, but a value may be long. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export function describePlace(where: string, path: Path): string {
  const place = path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, where);
  return place === '' ? '(all)' : place;
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    return value !== null && typeof value === 'object' && Object.hasOwn(value, part)
      ? value[part as keyof typeof value]
      : undefined;
  }, json);
}

/** The members that an object at this path may have, read off the schema. */
function knownMembers(schema: z.ZodType, path: Path): readonly string[] {
  return [...new Set(schemasAt(schema, path).flatMap((each) => Object.keys(shapeOf(each))))];
}

/** The schemas that a value at this path may follow. */
function schemasAt(schema: z.ZodType, path: Path): readonly z.core.$ZodType[] {
  return path
    .reduce<readonly z.core.$ZodType[]>((schemas, part) => schemas.flatMap((each) => descend(each, part)), [schema])
    .flatMap(alternatives);
}

type SchemaDefinition = z.core.$ZodTypes['_zod']['def'];

function descend(schema: z.core.$ZodType, part: PropertyKey): readonly z.core.$ZodType[] {
  return alternatives(schema).flatMap((each) => {
    const definition = each._zod.def as SchemaDefinition;
    if (definition.type === 'array') return [definition.element];
    if (definition.type === 'record') return [definition.valueType];
    const shape = shapeOf(each);
    const member = Object.hasOwn(shape, part) ? shape[String(part)] : undefined;
    return member ? [member] : [];
  });
}

function shapeOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
  const shapes = alternatives(schema).map((each) => {
    const definition = each._zod.def as SchemaDefinition;
    return definition.type === 'object' ? definition.shape : {};
  });
  return Object.assign({}, ...shapes) as Record<string, z.core.$ZodType>;
}

/** A schema without its wrappings: optional, nullable, lazy; a union is all of its options. */
function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const definition = schema._zod.def as SchemaDefinition;
  if (definition.type === 'optional' || definition.type === 'nullable') return alternatives(definition.innerType);
  if (definition.type === 'lazy') return alternatives(definition.getter());
  if (definition.type === 'union') return definition.options.flatMap(alternatives);
  return [schema];
}
