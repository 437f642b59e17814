import { didYouMean } from '../../base/nearest.ts';
import { isDateEntry, isScheduleEntry, type ScheduleEntry } from '../definition/index.ts';
import { defineCheck } from './check.ts';
import { exampleWith } from './example.ts';

const weekly: ScheduleEntry = { on: 'schedule', id: 'weekly', every: { days: ['mon'], time: '09:00' } };

/** Entries by time are stored under their ids, and come more than once. */
export const schedules = defineCheck({
  name: 'schedules',
  codes: {
    'entry-id-twice': 'Two entries by schedule or date have the same id.',
    'unknown-wave-segment': 'An entry by schedule names a segment that does not exist.',
    'enters-once': 'An entry comes again, and the journey lets each customer in once. A warning.',
  },
  examples: () => ({
    'entry-id-twice': exampleWith({ reentry: 'always', entry: [weekly, { ...weekly, zone: 'UTC' }] }),
    'unknown-wave-segment': exampleWith({ reentry: 'always', entry: [{ ...weekly, segment: 'vips' }] }),
    'enters-once': exampleWith({ entry: [weekly] }),
  }),
  *problems({ entry, reentry = 'never', key }, known) {
    const ids = new Set<string>();
    for (const [index, rule] of entry.entries()) {
      if (!isScheduleEntry(rule) && !isDateEntry(rule)) continue;
      const where = `entry[${index}]`;
      if (ids.has(rule.id)) {
        const remedy = 'Give each its own: what is stored of waves and dates names it.';
        yield { code: 'entry-id-twice', where, problem: `Two entries have the id "${rule.id}".`, remedy };
      }
      ids.add(rule.id);
      if (isScheduleEntry(rule) && rule.segment !== undefined && known?.segments && !known.segments.has(rule.segment)) {
        yield {
          code: 'unknown-wave-segment',
          where: `${where}.segment`,
          problem: `There is no segment "${rule.segment}".`,
          remedy: didYouMean(rule.segment, [...known.segments]),
        };
      }
      if (reentry === 'never' && key === undefined && (isScheduleEntry(rule) || rule.every === 'year')) {
        yield {
          code: 'enters-once',
          where: 'reentry',
          problem: `The entry "${rule.id}" comes again, and each customer enters once.`,
          remedy: 'Say "reentry": "always", or after which time.',
          severity: 'warning',
        };
      }
    }
  },
});
