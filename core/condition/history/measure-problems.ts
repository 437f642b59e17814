import { momentOf } from '../../base/calendar.ts';
import { durationFault } from '../../base/duration.ts';
import { didYouMean } from '../../base/nearest.ts';
import type { Problem } from '../../base/problem.ts';
import type { Place } from '../fields.ts';
import type { Measure, Rule } from '../schema.ts';
import { type MeasuredField, measuredIn, namesOfProperty } from './measures.ts';
import { atMostMs, isOfCalendar } from './windows.ts';

/** The greatest number that a count is compared with: the events that are read for one customer have a limit. */
export const greatestCount = 1000;

const twoYears = atMostMs('P2Y');
const longestAge = 30 * 86_400_000;

/** Which members of `of` a field takes, and which of them it must have. */
function membersOf(field: MeasuredField): { readonly needs: readonly string[]; readonly takes: readonly string[] } {
  switch (field.kind) {
    case 'events': {
      const takes = ['event', 'where', 'within', 'since'];
      if (field.take === 'sum') return { needs: ['event', 'property'], takes: [...takes, 'property'] };
      return { needs: ['event'], takes: field.take === 'count' ? takes : [...takes, 'property'] };
    }
    case 'messages':
      return { needs: ['channel', 'last'], takes: ['channel', 'last', 'olderThan'] };
    case 'journey':
      if (field.take === 'entries') return { needs: [], takes: ['within', 'since'] };
      return { needs: [], takes: field.take === 'exits' ? ['within', 'since', 'reason'] : [] };
    case 'segments':
      return { needs: [], takes: [] };
  }
}

/** What is wrong with what a rule measures, beside the conditions in it. */
export function measureProblems(where: string, rule: Rule, place: Place): readonly Problem[] {
  const field = measuredIn(rule.field);
  const { of = {} } = rule;
  const bad = (at: string, problem: string, remedy: string): Problem => ({
    code: 'bad-measure',
    where: `${where}.${at}`,
    problem,
    remedy,
  });
  if (!field) {
    return rule.of
      ? [bad('of', `"${rule.field}" measures nothing.`, 'Leave "of" out, or measure customer.events.count.')]
      : [];
  }
  const { needs, takes } = membersOf(field);
  const given = Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return [
    ...needs
      .filter((name) => !given.includes(name))
      .map((name) => bad('of', `"${rule.field}" does not say "${name}".`, `Add it: {"of": {"${name}": …}}.`)),
    ...given
      .filter((name) => !takes.includes(name))
      .map((name) =>
        bad(
          `of.${name}`,
          `"${rule.field}" has no "${name}".`,
          takes.length === 0 ? 'Leave it out.' : didYouMean(name, takes),
        ),
      ),
    ...windowProblems(where, of, place, bad),
    ...valueProblems(where, rule, field),
  ];
}

function windowProblems(
  where: string,
  { within, olderThan, since, property }: Measure,
  place: Place,
  bad: (at: string, problem: string, remedy: string) => Problem,
): Problem[] {
  const problems: Problem[] = [];
  if (within !== undefined && durationFault(within) === undefined && atMostMs(within) > twoYears) {
    problems.push({
      code: 'window-too-long',
      where: `${where}.of.within`,
      problem: `The window ${within} is longer than two years.`,
      remedy: 'Make it shorter, or leave it out: then all events that are stored count.',
    });
  }
  if (olderThan !== undefined && (isOfCalendar(olderThan) || atMostMs(olderThan) > longestAge))
    problems.push(bad('of.olderThan', 'The age of a message is given in hours, at most 30 days.', 'Write "PT48H".'));
  if (property !== undefined && namesOfProperty(property).some((name) => name === ''))
    problems.push(bad('of.property', `"${property}" names no property.`, 'Write event.properties.<name>.'));
  if (property !== undefined && namesOfProperty(property).length === 0)
    problems.push(bad('of.property', `"${property}" is no property of an event.`, 'Write event.properties.<name>.'));
  if (typeof since === 'string' && momentOf(since) === undefined)
    problems.push(bad('of.since', `"${since}" is no moment.`, 'Write it with its offset: "2026-03-01T00:00:00Z".'));
  if (typeof since === 'object' && 'ref' in since) {
    if (since.ref === 'entry') {
      if (!place.entry)
        problems.push(bad('of.since', `There is no entry in ${place.name}.`, 'Write a moment or an event.'));
    } else if (!/^customer\.traits\.[^.]+$/.test(since.ref)) {
      problems.push(bad('of.since', `"${since.ref}" is no moment.`, 'Refer to "entry", or to customer.traits.<name>.'));
    }
  }
  return problems;
}

function valueProblems(where: string, { operator, value }: Rule, field: MeasuredField): Problem[] {
  const counts =
    field.kind === 'messages' || (field.kind !== 'segments' && ['count', 'entries', 'exits'].includes(field.take));
  const at = `${where}.value`;
  if (counts && [value].flat().some((each) => typeof each === 'number' && (each < 0 || each > greatestCount))) {
    const problem = `A count is compared with a number from 0 to ${greatestCount}.`;
    return [{ code: 'bad-measure', where: at, problem, remedy: 'Use a smaller number, or a computed trait.' }];
  }
  if (field.kind !== 'segments') return [];
  if ((operator === 'contains' || operator === 'doesNotContain') && typeof value === 'string') return [];
  const problem = 'The segments of a customer are asked for one by one.';
  return [
    { code: 'bad-measure', where: at, problem, remedy: 'Use "contains" or "doesNotContain" with the id of a segment.' },
  ];
}
