import { nextOccurrence, occurrencesUntil } from '../../core/base/recurrence.ts';
import { defaultPerMinute } from '../../core/journey/definition/entry/schedule.ts';
import { outsideDates } from '../../core/journey/entry-dates.ts';
import { type Database, inTransaction, type Transaction } from '../../store/database/database.ts';
import { type EntrySchedule, lockDueSchedules, setNextWave } from '../../store/journeys/entry-schedules.ts';
import { insertWave } from '../../store/journeys/waves.ts';

/** A wave that is later than this is skipped, and stays in the list. */
export const longestLateMs = 3_600_000;
/** Schedules that are taken in one transaction. */
const AT_ONCE = 50;
/** Missed waves that are noted of one schedule after a long time away. */
const MOST_NOTED = 10;

export interface BegunWaves {
  readonly open: number;
  readonly skipped: number;
}

/** Begins the waves whose time has come. Of those that were missed the newest begins, unless it is over an hour late. */
export async function beginWaves(database: Database): Promise<BegunWaves> {
  let [open, skipped] = [0, 0];
  for (let isFull = true; isFull; ) {
    isFull = await inTransaction(database, async (trx) => {
      const due = await lockDueSchedules(trx, AT_ONCE);
      for (const schedule of due) {
        const begun = await beginWave(trx, schedule, schedule.now);
        open += begun.open;
        skipped += begun.skipped;
      }
      return due.length === AT_ONCE;
    });
  }
  return { open, skipped };
}

async function beginWave(trx: Transaction, schedule: EntrySchedule, now: number): Promise<BegunWaves> {
  const { rule, zone, nextAt, ofCustomers } = schedule;
  const { every, segment, perMinute = defaultPerMinute } = rule.entry;
  const span = { after: (nextAt ?? now) - 1, until: now, zone, most: MOST_NOTED };
  const states = [];
  for (const { date, at } of occurrencesUntil(every, span)) {
    if (outsideDates(rule, at, zone)) continue;
    const skipped = now - at > longestLateMs ? 'missed' : undefined;
    const { workspace, journeyId, scheduleId } = schedule;
    const key = { workspace, journeyId, scheduleId, zone, date };
    states.push(await insertWave(trx, { ...key, ofCustomers, dueAt: at, skipped, segment, perMinute, now }));
  }
  await setNextWave(trx, schedule, nextOccurrence(every, now, zone));
  return {
    open: states.filter((state) => state === 'open').length,
    skipped: states.filter((state) => state === 'skipped').length,
  };
}
