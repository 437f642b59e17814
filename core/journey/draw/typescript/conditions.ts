import type { Json } from '../../../base/canonical-json.ts';
import { toIsoDuration } from '../../../base/duration.ts';
import { describeDuration } from '../../../base/duration-words.ts';
import { isGroup } from '../../../condition/compile.ts';
import { engagementIn } from '../../../condition/fields.ts';
import { measuredIn } from '../../../condition/history/measures.ts';
import type { Condition, Measure, Operator, Rule, Since } from '../../../condition/schema.ts';
import type { Kind } from './declarations.ts';
import { type Code, call, literal, quoted } from './layout.ts';
import type { Printing } from './printing.ts';
import { channelCode, fieldOf, isOnlyReference, type PrintedField, propertyOf, reference } from './references.ts';

/** A duration as people write it, where that is read as the same. */
export function durationCode(iso: string): Code {
  const words = describeDuration(iso);
  try {
    return quoted(toIsoDuration(words) === iso ? words : iso);
  } catch {
    return quoted(iso);
  }
}

/** A condition by handles, else as the JSON that it is: both mean the same. `event`: whose properties it looks at. */
export function conditionCode(printing: Printing, condition: Condition, event?: string): Code {
  return group(printing, condition, event) ?? literal(condition);
}

/** Undefined: the builder would write it in another way. */
function group(printing: Printing, condition: Condition, event: string | undefined): Code | undefined {
  const { combinator, not, rules, ...others } = condition;
  if (Object.keys(others).length > 0 || not === false) return undefined;
  const negated = (code: Code) => (not ? call(printing.names.use('not'), code) : code);
  const [only, second] = rules;
  if (only && !second && !isGroup(only) && combinator === 'and') return negated(ruleCode(printing, only, event));
  const parts: Code[] = [];
  for (const part of rules) {
    if (!isGroup(part)) {
      parts.push(ruleCode(printing, part, event));
      continue;
    }
    const [first, more] = part.rules;
    const isUnwrapped = first && !more && !part.not && !isGroup(first);
    const code = isUnwrapped ? undefined : group(printing, part, event);
    if (code === undefined) return undefined;
    parts.push(code);
  }
  return negated(call(printing.names.use(combinator), ...parts));
}

const methods: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '!=': 'isNot',
  '<': 'below',
  '<=': 'atMost',
  '>': 'above',
  '>=': 'atLeast',
  in: 'oneOf',
  notIn: 'noneOf',
  between: 'between',
  contains: 'contains',
  doesNotContain: 'doesNotContain',
  beginsWith: 'beginsWith',
  endsWith: 'endsWith',
  null: 'isMissing',
  notNull: 'exists',
};

function ruleCode(printing: Printing, rule: Rule, event: string | undefined): Code {
  return special(printing, rule) ?? compared(printing, rule, event) ?? literal({ combinator: 'and', rules: [rule] });
}

/** What stands for a whole rule: `nudge.opened`, `inSegment('loyal')`. */
function special(printing: Printing, { field, of, operator, value, ...others }: Rule): Code | undefined {
  if (of !== undefined || Object.keys(others).length > 0) return undefined;
  const engagement = engagementIn(field);
  if (engagement && operator === '=' && value === true) {
    const handle = printing.handleOf(engagement.step);
    return handle && `${handle}.${engagement.level}`;
  }
  if (field === 'customer.segments' && operator === 'contains' && typeof value === 'string')
    return call(printing.names.use('inSegment'), quoted(value));
  return undefined;
}

function compared(printing: Printing, rule: Rule, event: string | undefined): Code | undefined {
  const { field: name, of, operator, value, ...others } = rule;
  if (Object.keys(others).length > 0) return undefined;
  const field = measuredIn(name)
    ? measuredField(printing, name, of, event)
    : of === undefined
      ? fieldOf(printing, name, event)
      : undefined;
  if (!field) return undefined;
  const method = methods[operator];
  if (operator === 'null' || operator === 'notNull') {
    const handle = value === undefined ? field.handle(undefined) : undefined;
    return handle && [handle, `.${method}()`];
  }
  const values = operator === 'between' || operator === 'in' || operator === 'notIn' ? value : [value];
  if (!Array.isArray(values) || (operator === 'between' && values.length !== 2)) return undefined;
  const kind = kindFor(printing, field, values as Json[], event);
  if (!kind || !isMethodOf(kind, operator)) return undefined;
  const given = values.map((each) =>
    isOnlyReference(each) ? fieldOf(printing, each.ref, event)?.handle(kind) : literal(each),
  );
  const handle = field.handle(kind);
  if (handle === undefined || given.some((each) => each === undefined)) return undefined;
  const codes = given as Code[];
  const args: Code =
    operator === 'in' || operator === 'notIn' ? { open: '[', items: codes, close: ']' } : spread(codes);
  return [handle, `.${method}(`, args, ')'];
}

const spread = (codes: readonly Code[]): Code => ({ open: '', items: codes, close: '' });

/** The one kind that the field and all values are of; references take part with what is known of them. */
function kindFor(
  printing: Printing,
  field: PrintedField,
  values: readonly unknown[],
  event?: string,
): Kind | undefined {
  const kinds = values.map((value): Kind | 'other' | undefined => {
    if (isOnlyReference(value)) return fieldOf(printing, value.ref, event)?.known;
    if (typeof value === 'string') return 'text';
    return typeof value === 'number' || typeof value === 'boolean' ? (typeof value as Kind) : 'other';
  });
  const known = new Set([field.known, ...kinds].filter((kind) => kind !== undefined));
  if (known.has('other') || known.size > 1) return undefined;
  const [kind = 'text'] = known;
  return kind as Kind;
}

function isMethodOf(kind: Kind, operator: Operator): boolean {
  if (kind === 'boolean') return operator === '=' || operator === '!=';
  return kind === 'text' || !['contains', 'doesNotContain', 'beginsWith', 'endsWith'].includes(operator);
}

const membersOf: Readonly<Record<string, readonly string[]>> = {
  count: ['event', 'where', 'within', 'since'],
  sum: ['event', 'property', 'where', 'within', 'since'],
  first: ['event', 'property', 'where', 'within', 'since'],
  last: ['event', 'property', 'where', 'within', 'since'],
  mostFrequent: ['event', 'property', 'where', 'within', 'since'],
  entries: ['within', 'since'],
  exits: ['reason', 'within', 'since'],
};

/** `count(OrderCompleted).within('30 days')` and the like. */
function measuredField(
  printing: Printing,
  name: string,
  of: Measure | undefined,
  event: string | undefined,
): PrintedField | undefined {
  const measured = measuredIn(name);
  if (!measured || (of && Object.keys(of).length === 0)) return undefined;
  const has = (members: readonly string[]) => Object.keys(of ?? {}).every((member) => members.includes(member));
  const fixed = (known: Kind, code: Code | undefined): PrintedField | undefined =>
    code === undefined ? undefined : { known, handle: (kind) => ((kind ?? known) === known ? code : undefined) };
  if (measured.kind === 'events') {
    if (!of?.event || !has(membersOf[measured.take] ?? [])) return undefined;
    return eventMeasure(printing, measured.take, of as Measure & { readonly event: string }, event);
  }
  if (measured.kind === 'messages') {
    if (!of?.channel || of.last === undefined || !has(['channel', 'last', 'olderThan'])) return undefined;
    const base = call(printing.names.use('lastMessages'), String(of.last), channelCode(printing, of.channel));
    const older = of.olderThan === undefined ? [] : ['.olderThan(', durationCode(of.olderThan), ')'];
    return fixed('number', [base, ...older, `.${measured.take}`]);
  }
  if (measured.kind !== 'journey') return undefined;
  const passages = call(printing.names.use('passages'), quoted(measured.journey));
  const counted = membersOf[measured.take];
  if (!has(counted ?? [])) return undefined;
  const kind = measured.take === 'isIn' ? 'boolean' : counted ? 'number' : 'text';
  const reason = of?.reason === undefined ? '' : quoted(of.reason);
  const taken = measured.take === 'exits' ? `.exits(${reason})` : `.${measured.take}`;
  const window = windowCode(printing, of ?? {});
  return fixed(kind, window && [passages, taken, ...window]);
}

function eventMeasure(
  printing: Printing,
  take: string,
  of: Measure & { readonly event: string },
  outer: string | undefined,
): PrintedField | undefined {
  const { declarations, names } = printing;
  const property = of.property === undefined ? undefined : propertyOf(of.property);
  const needsProperty = take === 'sum' || take === 'mostFrequent';
  if ((of.property !== undefined && property === undefined) || (needsProperty && property === undefined))
    return undefined;
  const window = windowCode(printing, of);
  if (
    !window ||
    (of.where && outer !== undefined && outer !== of.event && JSON.stringify(of.where).includes('"entry.'))
  )
    return undefined;
  const where = of.where ? ['.where(', conditionCode(printing, of.where, of.event), ')'] : [];
  const withProperty = (kind: Kind | undefined): Code | undefined => {
    const handle = property === undefined ? undefined : declarations.property(of.event, property, kind);
    if (property !== undefined && handle === undefined) return undefined;
    return [call(names.use(take), declarations.event(of.event), handle), ...where, ...window];
  };
  if (take === 'sum') return numeric(() => withProperty('number'));
  if (take === 'count') return numeric(() => withProperty(undefined));
  if (property === undefined)
    return { known: 'text', handle: (kind) => ((kind ?? 'text') === 'text' ? withProperty(undefined) : undefined) };
  return { known: declarations.kindOf({ of: 'event', event: of.event, name: property }), handle: withProperty };
}

const numeric = (code: () => Code | undefined): PrintedField => ({
  known: 'number',
  handle: (kind) => ((kind ?? 'number') === 'number' ? code() : undefined),
});

/** Undefined: the builder has no words for its beginning. */
function windowCode(printing: Printing, { within, since }: Measure): readonly Code[] | undefined {
  const began = since === undefined ? [] : sinceCode(printing, since);
  if (began === undefined) return undefined;
  return [
    ...(within === undefined ? [] : ['.within(', durationCode(within), ')']),
    ...(since === undefined ? [] : ['.since(', began, ')']),
  ];
}

function sinceCode(printing: Printing, since: Since): Code | undefined {
  if (typeof since === 'string') return quoted(since);
  if ('event' in since) return Object.keys(since).length === 1 ? printing.declarations.event(since.event) : undefined;
  return reference(printing, since);
}
