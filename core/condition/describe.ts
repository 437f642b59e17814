import { inUtc, momentOf } from '../base/calendar.ts';
import { describeDuration } from '../base/duration-words.ts';
import { isGroup, isReference } from './compile.ts';
import { customerValueWords, isCustomerValueName } from './customer-value.ts';
import { answerIn, engagementIn, taskIn } from './fields.ts';
import { defaultAge, type MeasuredField, measuredIn, namesOfProperty } from './history/measures.ts';
import type { Condition, Measure, Operator, Rule } from './schema.ts';

/** A condition as a sentence for people: "the event's value is at least 20, and the customer's plan is "pro"". */
export function describeCondition(condition: Condition): string {
  const parts = condition.rules.map((part) => {
    if (!isGroup(part)) return describeRule(part);
    const words = describeCondition(part);
    return part.rules.length > 1 && !part.not ? `(${words})` : words;
  });
  const joined = parts.join(condition.combinator === 'and' ? ' and ' : ' or ');
  return condition.not ? `not (${joined})` : joined;
}

/** What stands between a field and a value. */
export const operatorWords: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
  in: 'is one of',
  notIn: 'is none of',
  between: 'is between',
  contains: 'contains',
  doesNotContain: 'does not contain',
  beginsWith: 'begins with',
  endsWith: 'ends with',
  null: 'is missing',
  notNull: 'is there',
};

export function describeRule(rule: Rule): string {
  const { field, operator, value } = rule;
  const measured = measuredIn(field);
  if (measured) return describeMeasured(measured, rule);
  const engagement = engagementIn(field);
  if (engagement && (operator === '=' || operator === '!=') && typeof value === 'boolean') {
    const isSo = (operator === '=') === value;
    return `"${engagement.step}" ${isSo ? 'was' : 'was not'} ${engagement.level}`;
  }
  return compared(describeField(field), rule);
}

function compared(what: string, { operator, value }: Rule): string {
  const left = `${what} ${operatorWords[operator]}`;
  if (value === undefined) return left;
  if (isReference(value)) return `${left} ${describeField(value.ref)}`;
  if (!Array.isArray(value)) return `${left} ${JSON.stringify(value)}`;
  return `${left} ${value.map((item) => JSON.stringify(item)).join(operator === 'between' ? ' and ' : ', ')}`;
}

/** A rule about what was: "Order Completed" came at least 2 times in the last 30 days. */
function describeMeasured(field: MeasuredField, rule: Rule): string {
  const { of = {}, operator, value } = rule;
  switch (field.kind) {
    case 'events': {
      const event = `"${of.event}"${of.where ? ` (${describeCondition(of.where)})` : ''}`;
      if (field.take === 'count') return `${event} ${timesWords(rule, 'came', 'did not come')}${windowWords(of)}`;
      return compared(describeEvents(field.take, of), rule);
    }
    case 'messages': {
      const age = of.olderThan === undefined || of.olderThan === defaultAge ? '' : ` older than ${of.olderThan}`;
      return compared(`of the last ${of.last} ${of.channel} messages${age} the number that were ${field.take}`, rule);
    }
    case 'journey':
      return describePassages(field, rule);
    case 'segments':
      return `the customer is${operator === 'contains' ? '' : ' not'} in the segment "${String(value)}"`;
  }
}

/** What is measured, without what it is compared with: "the sum of total of "Order Completed" in the last 90 days". */
export function describeMeasure({ field, of = {} }: Pick<Rule, 'field' | 'of'>): string {
  const measured = measuredIn(field);
  return measured?.kind === 'events' ? describeEvents(measured.take, of) : describeField(field);
}

function describeEvents(take: Extract<MeasuredField, { kind: 'events' }>['take'], of: Measure): string {
  const events = `"${of.event}"${of.where ? ` (${describeCondition(of.where)})` : ''}${windowWords(of)}`;
  const property = namesOfProperty(of.property).join('.');
  switch (take) {
    case 'count':
      return `the number of ${events}`;
    case 'mostFrequent':
      return `the most frequent ${property} of ${events}`;
    case 'sum':
      return `the sum of ${property} of ${events}`;
    case 'first':
    case 'last':
      return `the ${property === '' ? 'moment' : property} of the ${take} ${events}`;
  }
}

function describePassages(field: Extract<MeasuredField, { kind: 'journey' }>, rule: Rule): string {
  const { of = {}, operator, value } = rule;
  const journey = `"${field.journey}"`;
  switch (field.take) {
    case 'isIn': {
      if (typeof value !== 'boolean' || (operator !== '=' && operator !== '!='))
        return compared(`being in ${journey}`, rule);
      return `the customer is ${(operator === '=') === value ? '' : 'not '}in ${journey}`;
    }
    case 'entries':
      return `the customer ${timesWords(rule, 'entered', 'did not enter')} ${journey}${windowWords(of)}`;
    case 'exits': {
      const reason = of.reason === undefined ? '' : ` with the reason "${of.reason}"`;
      return `the customer ${timesWords(rule, 'left', 'did not leave')} ${journey}${reason}${windowWords(of)}`;
    }
    case 'enteredAt':
      return compared(`the last entry into ${journey}`, rule);
    case 'exitedAt':
      return compared(`the last exit from ${journey}`, rule);
    case 'exitReason':
      return compared(`the reason of the last exit from ${journey}`, rule);
  }
}

/** How often something was: "came", "did not come", "came at least 2 times". */
function timesWords({ operator, value }: Rule, was: string, wasNot: string): string {
  if ((operator === '=' && value === 0) || (operator === '<' && value === 1) || (operator === '<=' && value === 0))
    return wasNot;
  if ((operator === '>=' && value === 1) || (operator === '>' && value === 0)) return was;
  const shown = isReference(value) ? describeField(value.ref) : [value].flat().map(String).join(' and ');
  const verb = {
    '=': 'exactly',
    '!=': 'not exactly',
    '<': 'fewer than',
    '<=': 'at most',
    '>': 'more than',
    '>=': 'at least',
  };
  const words = (verb as Readonly<Record<string, string>>)[operator] ?? `a number that ${operatorWords[operator]}`;
  return `${was} ${words} ${shown} ${value === 1 ? 'time' : 'times'}`;
}

function windowWords({ within, since }: Measure): string {
  const inside = within === undefined ? '' : ` in the last ${describeDuration(within)}`;
  if (since === undefined) return inside;
  if (typeof since === 'string')
    return `${inside} since ${momentOf(since) === undefined ? since : inUtc(momentOf(since) ?? 0)}`;
  if ('ref' in since) return `${inside} since ${since.ref === 'entry' ? 'the entry' : describeField(since.ref)}`;
  return `${inside} since the latest "${since.event}"${since.where ? ` (${describeCondition(since.where)})` : ''}`;
}

export function describeField(field: string): string {
  if (field === 'event.name') return "the event's name";
  const engagement = engagementIn(field);
  if (engagement) return `"${engagement.step}" ${engagement.level}`;
  const task = taskIn(field);
  if (task) return `the ${task.member} of "${task.step}"`;
  const answer = answerIn(field);
  if (answer) return `the ${answer.name} that "${answer.step}" answered`;
  const [part, member, ...names] = field.split('.');
  if (part === 'customer' && member === 'value' && isCustomerValueName(names[0]))
    return `the customer's ${customerValueWords[names[0]]}`;
  return names.length === 0 ? `the ${part}` : `the ${part}'s ${names.join('.')}`;
}
