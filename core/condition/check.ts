import type { Problem } from '../base/problem.ts';
import { depthOf, isReference, rulesOf } from './compile.ts';
import { fieldProblem, type Place } from './fields.ts';
import { measureProblems } from './history/measure-problems.ts';
import { measuredIn } from './history/measures.ts';
import { expectedForm } from './operators.ts';
import type { Condition, Reference, Rule } from './schema.ts';

export const deepestCondition = 10;
export const mostRules = 200;

/** What can be reported of a condition or a reference, and what it means. */
export const conditionCodes = {
  'condition-too-large': 'A condition has too many rules or too deep groups.',
  'unknown-field': 'A condition or a reference names something that does not exist.',
  'field-out-of-place': 'A condition or a reference names something that is not known at this place.',
  'bad-rule-value': 'An operator has a value that it cannot compare with, or none.',
  'bad-measure': 'A rule does not say, or says too much of, what it measures.',
  'window-too-long': 'A window is longer than two years.',
} as const;

/** Beside these, of a condition inside a run. */
export const messageCodes = {
  'unknown-message': 'A condition or an event names the message of a step that does not exist or sends none.',
} as const;

/** A condition for each code that does not depend on the place. */
export const conditionExamples = {
  'condition-too-large': nested(deepestCondition + 1),
  'unknown-field': { combinator: 'and', rules: [{ field: 'custmer.traits.plan', operator: 'notNull' }] },
  'bad-rule-value': { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: 'in', value: 'pro' }] },
  'bad-measure': { combinator: 'and', rules: [{ field: 'customer.events.count', operator: '>=', value: 2 }] },
  'window-too-long': {
    combinator: 'and',
    rules: [
      { field: 'customer.events.count', of: { event: 'Order Completed', within: 'P3Y' }, operator: '>=', value: 2 },
    ],
  },
  'unknown-message': { combinator: 'and', rules: [{ field: 'messages.nobody.opened', operator: '=', value: true }] },
} as const satisfies Readonly<Record<string, Condition>>;

function nested(depth: number): Condition {
  const rule: Rule = { field: 'customer.traits.plan', operator: 'notNull' };
  return { combinator: 'and', rules: [depth === 1 ? rule : nested(depth - 1)] };
}

/** What is wrong with a condition that already has the right shape, in the place where it stands. */
export function checkCondition(where: string, condition: Condition, place: Place): readonly Problem[] {
  const rules = rulesOf(condition);
  const problems: Problem[] = [];
  const depth = depthOf(condition);
  if (depth > deepestCondition || rules.length > mostRules) {
    problems.push({
      code: 'condition-too-large',
      where,
      problem: `The condition has ${rules.length} rules, ${depth} groups deep; ${mostRules} rules and a depth of ${deepestCondition} are allowed.`,
      remedy: 'Use "in" with a list instead of many "=", or compute a trait and ask for that.',
    });
  }
  for (const { where: at, rule } of rules) problems.push(...checkRule(`${where}.${at}`, rule, place));
  return problems;
}

export function checkReference(where: string, reference: Reference, place: Place): readonly Problem[] {
  const problem = fieldProblem(where, reference.ref, place, true);
  return problem ? [problem] : [];
}

function checkRule(where: string, rule: Rule, place: Place): readonly Problem[] {
  const problems = [fieldProblem(`${where}.field`, rule.field, place)];
  if (isReference(rule.value)) {
    const isMeasure = measuredIn(rule.value.ref) !== undefined;
    problems.push(fieldProblem(`${where}.value.ref`, rule.value.ref, place, isMeasure));
  }
  problems.push(...measureProblems(where, rule, place), ...conditionsInside(where, rule, place));
  const form = formProblem(where, rule) ?? nameProblem(where, rule);
  if (form) problems.push(form);
  return problems.filter((problem) => problem !== undefined);
}

/** Conditions on the events that a rule measures. They look at no history themselves: windows in windows have no end. */
function conditionsInside(where: string, { of }: Rule, place: Place): readonly Problem[] {
  const { event: _event, messages: _messages, tasks: _tasks, history: _history, ...around } = place;
  const inside: Place = { ...around, name: 'the filter of what is measured', event: true };
  const since = typeof of?.since === 'object' && 'event' in of.since ? of.since.where : undefined;
  return [
    ...(of?.where ? checkCondition(`${where}.of.where`, of.where, inside) : []),
    ...(since ? checkCondition(`${where}.of.since.where`, since, inside) : []),
  ];
}

const isScalar = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
const isOrdered = (value: unknown) => typeof value === 'string' || typeof value === 'number';

const forms: Readonly<
  Record<(typeof expectedForm)[Rule['operator']], { fits: (value: unknown) => boolean; words: string }>
> = {
  scalar: { fits: isScalar, words: 'a text, a number, true or false' },
  order: { fits: isOrdered, words: 'a number or a text' },
  text: { fits: (value) => typeof value === 'string', words: 'a text' },
  list: {
    fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isScalar),
    words: 'a list of texts or numbers',
  },
  pair: {
    fits: (value) =>
      Array.isArray(value) && value.length === 2 && value.every(isOrdered) && typeof value[0] === typeof value[1],
    words: 'a list of two, the least and the greatest, of one kind',
  },
  nothing: { fits: (value) => value === undefined, words: 'no value at all' },
};

/** Names of events are trimmed when they come in: a name with white space around it equals none of them. */
function nameProblem(where: string, { field, operator, value }: Rule): Problem | undefined {
  const expected = expectedForm[operator];
  if (field !== 'event.name' || (expected !== 'scalar' && expected !== 'list')) return undefined;
  if (operator === 'contains' || operator === 'doesNotContain') return undefined;
  const padded = [value].flat().find((name) => typeof name === 'string' && name.trim() !== name);
  if (padded === undefined) return undefined;
  return {
    code: 'bad-rule-value',
    where: `${where}.value`,
    problem: `${JSON.stringify(padded)} has white space around it, which no name of an event has.`,
    remedy: 'Leave the white space out.',
  };
}

function formProblem(where: string, { operator, value }: Rule): Problem | undefined {
  const expected = expectedForm[operator];
  if (isReference(value) && expected !== 'nothing' && expected !== 'pair') return undefined;
  if (forms[expected].fits(value)) return undefined;
  const forNull = value === null ? ' To find what is missing or null, use the operator "null".' : '';
  return {
    code: 'bad-rule-value',
    where: `${where}.value`,
    problem:
      value === undefined
        ? `The operator "${operator}" needs a value.`
        : `The operator "${operator}" can't do anything with this value.`,
    remedy: `Give ${forms[expected].words}${expected === 'nothing' || expected === 'pair' ? '' : ', or {"ref": …}'}.${forNull}`,
  };
}
