import { isGroup, isReference } from './compile.ts';
import { answerIn, engagementIn, taskIn } from './fields.ts';
import type { Condition, Operator, Rule } from './schema.ts';

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

const verbs: Readonly<Record<Operator, string>> = {
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

function describeRule({ field, operator, value }: Rule): string {
  const engagement = engagementIn(field);
  if (engagement && (operator === '=' || operator === '!=') && typeof value === 'boolean') {
    const isSo = (operator === '=') === value;
    return `"${engagement.step}" ${isSo ? 'was' : 'was not'} ${engagement.level}`;
  }
  const left = `${describeField(field)} ${verbs[operator]}`;
  if (value === undefined) return left;
  if (isReference(value)) return `${left} ${describeField(value.ref)}`;
  if (!Array.isArray(value)) return `${left} ${JSON.stringify(value)}`;
  return `${left} ${value.map((item) => JSON.stringify(item)).join(operator === 'between' ? ' and ' : ', ')}`;
}

export function describeField(field: string): string {
  if (field === 'event.name') return "the event's name";
  const engagement = engagementIn(field);
  if (engagement) return `"${engagement.step}" ${engagement.level}`;
  const task = taskIn(field);
  if (task) return `the ${task.member} of "${task.step}"`;
  const answer = answerIn(field);
  if (answer) return `the ${answer.name} that "${answer.step}" answered`;
  const [part, , ...names] = field.split('.');
  return names.length === 0 ? `the ${part}` : `the ${part}'s ${names.join('.')}`;
}
