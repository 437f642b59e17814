import { measuredIn } from '../../../core/condition/history/measures.ts';
import type { Condition, Operator, Rule } from '../../../core/condition/schema.ts';

/** Pure: how the builder takes conditions apart and puts them together. */

/** What a rule is about, as it is chosen. other: a field that the builder has no form for; it is kept as it is. */
export const ruleKinds = [
  'trait',
  'value',
  'property',
  'count',
  'sum',
  'first',
  'last',
  'mostFrequent',
  'messages',
  'isIn',
  'entries',
  'exits',
  'exitReason',
  'segment',
  'other',
] as const;
export type RuleKind = (typeof ruleKinds)[number];

const traitRoot = 'customer.traits.';
const valueRoot = 'customer.value.';
const propertyRoot = 'event.properties.';

export function kindOf({ field }: Rule): RuleKind {
  if (field.startsWith(traitRoot)) return 'trait';
  if (field.startsWith(valueRoot)) return 'value';
  if (field.startsWith(propertyRoot)) return 'property';
  const measured = measuredIn(field);
  switch (measured?.kind) {
    case 'events':
      return measured.take;
    case 'messages':
      return 'messages';
    case 'segments':
      return 'segment';
    case 'journey':
      return measured.take === 'enteredAt' || measured.take === 'exitedAt' ? 'other' : measured.take;
    case undefined:
      return 'other';
  }
}

/** The name behind the root of a field: of a trait, or of a property. */
export const nameIn = (field: string): string => field.split('.').slice(2).join('.');
export const traitField = (name: string): string => `${traitRoot}${name}`;
export const valueField = (name: string): string => `${valueRoot}${name}`;
export const propertyField = (name: string): string => `${propertyRoot}${name}`;

const rulesOfKind: Readonly<Record<RuleKind, Rule>> = {
  trait: { field: traitRoot, operator: '=', value: '' },
  value: { field: `${valueRoot}buys90`, operator: '<', value: 0.2 },
  property: { field: propertyRoot, operator: '=', value: '' },
  count: { field: 'customer.events.count', of: { event: '', within: 'P30D' }, operator: '>=', value: 1 },
  sum: {
    field: 'customer.events.sum',
    of: { event: '', property: propertyRoot, within: 'P90D' },
    operator: '>=',
    value: 100,
  },
  first: { field: 'customer.events.first', of: { event: '', property: propertyRoot }, operator: '=', value: '' },
  last: { field: 'customer.events.last', of: { event: '', property: propertyRoot }, operator: '=', value: '' },
  mostFrequent: {
    field: 'customer.events.mostFrequent',
    of: { event: '', property: propertyRoot },
    operator: '=',
    value: '',
  },
  messages: { field: 'customer.messages.opened', of: { channel: 'email', last: 5 }, operator: '=', value: 0 },
  isIn: { field: 'customer.journeys..isIn', operator: '=', value: true },
  entries: { field: 'customer.journeys..entries', of: { within: 'P30D' }, operator: '>=', value: 1 },
  exits: { field: 'customer.journeys..exits', of: { within: 'P30D' }, operator: '>=', value: 1 },
  exitReason: { field: 'customer.journeys..exitReason', operator: '=', value: '' },
  segment: { field: 'customer.segments', operator: 'contains', value: '' },
  other: { field: traitRoot, operator: 'notNull' },
};

export const newRule = (kind: RuleKind): Rule => rulesOfKind[kind];
export const newCondition = (kind: RuleKind = 'trait'): Condition => ({ combinator: 'and', rules: [newRule(kind)] });

/** A part is replaced; without one it is taken out. */
export function withPart(group: Condition, at: number, part: Rule | Condition | undefined): Condition {
  const rules = group.rules.flatMap((each, index) => (index === at ? (part ?? []) : each));
  return { ...group, rules };
}

/** How the parts of a group are joined, in one word: JSON has a combinator and a "not". */
export const joins = ['all', 'any', 'none', 'not-all'] as const;
export type Join = (typeof joins)[number];

export function joinOf({ combinator, not = false }: Condition): Join {
  if (combinator === 'and') return not ? 'not-all' : 'all';
  return not ? 'none' : 'any';
}

export function withJoin({ rules }: Condition, join: Join): Condition {
  const combinator = join === 'all' || join === 'not-all' ? 'and' : 'or';
  return { combinator, ...((join === 'none' || join === 'not-all') && { not: true }), rules };
}

export const textOperators = [
  '=',
  '!=',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'beginsWith',
  'endsWith',
  '<',
  '<=',
  '>',
  '>=',
  'between',
  'null',
  'notNull',
] as const satisfies readonly Operator[];
export const numberOperators = ['>=', '<=', '=', '!=', '>', '<', 'between'] as const satisfies readonly Operator[];

const isListed = (operator: Operator) => operator === 'in' || operator === 'notIn' || operator === 'between';
export const hasNoValue = (operator: Operator) => operator === 'null' || operator === 'notNull';

/** What was written, as the value of a rule. `type`: of JSON, as most values of the field have it. */
export function valueIn(text: string, operator: Operator, type: string | undefined): Rule['value'] {
  if (hasNoValue(operator)) return undefined;
  if (isListed(operator))
    return text
      .split(',')
      .map((each) => scalarOf(each.trim(), type))
      .filter((each) => each !== '');
  return scalarOf(text, type);
}

function scalarOf(text: string, type: string | undefined): string | number | boolean {
  const trimmed = text.trim();
  if (type !== 'string' && /^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (type !== 'string' && (trimmed === 'true' || trimmed === 'false')) return trimmed === 'true';
  return text;
}

export function textOfValue(value: Rule['value']): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const windowUnits = ['hours', 'days', 'weeks', 'months'] as const;
export type WindowUnit = (typeof windowUnits)[number];
const letters: Readonly<Record<WindowUnit, string>> = { hours: 'H', days: 'D', weeks: 'W', months: 'M' };

/** "P30D" as 30 days. Undefined: it has more parts than one, or is none. */
export function windowOf(duration: string): { readonly amount: number; readonly unit: WindowUnit } | undefined {
  const found = /^P(T?)(\d+)([HDWM])$/.exec(duration);
  const [, time, amount, letter] = found ?? [];
  const unit = windowUnits.find((each) => letters[each] === letter);
  if (!unit || (unit === 'hours') !== (time === 'T')) return undefined;
  return { amount: Number(amount), unit };
}

export function durationOf(amount: number, unit: WindowUnit): string {
  return `P${unit === 'hours' ? 'T' : ''}${amount}${letters[unit]}`;
}

/** A name is still missing somewhere: there is nothing to ask the server about yet. */
export function isUnfinished(part: Condition | Rule): boolean {
  if ('rules' in part) return part.rules.length === 0 || part.rules.some(isUnfinished);
  const { field, of, operator, value } = part;
  if (field.endsWith('.') || field.includes('..')) return true;
  if (of?.event === '' || of?.property?.endsWith('.') || (of?.where && isUnfinished(of.where))) return true;
  return !hasNoValue(operator) && (value === undefined || value === '' || (Array.isArray(value) && value.length === 0));
}
