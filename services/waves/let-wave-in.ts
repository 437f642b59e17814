import { setTimeout as pause } from 'node:timers/promises';
import { directEntryNames } from '../../core/journey/definition/index.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { collision } from '../../store/database/errors.ts';
import { listCustomerZones } from '../../store/journeys/entry-schedules.ts';
import { advanceWave, leaseWave, listWaveCustomers, type OpenWave } from '../../store/journeys/waves.ts';
import { lanes } from '../../store/outbox/outbox.ts';
import { acceptBatch } from '../intake/accept.ts';
import type { IncomingEvent } from '../intake/event.ts';
import type { RevisitDependencies } from '../intake/revisit.ts';

const LEASE_SECONDS = 30;
const MINUTE_MS = 60_000;
/** Customers whose locks one transaction holds: what they do meanwhile waits for it. */
export const MOST_AT_ONCE = 100;
/** Pages a second, so that live calls come between them. */
const PAGES_A_SECOND = 10;

/** How many are asked about at once at a rate, and how long the pause is behind them. */
export function pageOf(perMinute: number): { readonly limit: number; readonly pauseMs: number } {
  const limit = Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(perMinute / 60 / PAGES_A_SECOND)));
  return { limit, pauseMs: (limit / perMinute) * MINUTE_MS };
}

/**
 * Lets the customers of open waves in, page by page, by intake: filter, key, re-entry, caps and open runs hold as ever. A page
 * and the wave's place in the order of customers are one transaction, so after a crash it goes on where it stopped. Runs
 * begin in the bulk lane. Gives how many were asked about and how many entered.
 */
export async function letWavesIn(
  dependencies: RevisitDependencies,
  stopping: AbortSignal,
  asked: (customers: number, entered: number) => void = () => {},
): Promise<void> {
  const { database } = dependencies;
  let pauseMs = 0;
  while (!stopping.aborted) {
    const wave = await leaseWave(database, LEASE_SECONDS);
    if (!wave && pauseMs === 0) return;
    if (!wave) await pause(pauseMs, undefined, { signal: stopping }).catch(() => {});
    pauseMs = wave ? await letPageIn(dependencies, wave, asked) : 0;
  }
}

/** Gives the pause behind the page; 0 where it was the last one. */
async function letPageIn(
  dependencies: RevisitDependencies,
  wave: OpenWave,
  asked: (customers: number, entered: number) => void,
): Promise<number> {
  const began = performance.now();
  const { database } = dependencies;
  const { workspace, afterId } = wave;
  const { limit, pauseMs: wholeMs } = pageOf(wave.perMinute);
  const zones = wave.ofCustomers && wave.zone === 'UTC' ? await listCustomerZones(database, workspace) : [];
  const customers = await listWaveCustomers(database, { ...wave, zones, limit });
  const now = await workspaceClock(database, workspace).now();
  const events = customers.map((customerId) => eventOf(wave, customerId, now));
  const isLast = customers.length < limit;
  let pauseMs = 0;
  let entered = 0;
  await acceptBatch({ ...dependencies, lane: lanes.bulk }, workspace, events, async (trx, accepted) => {
    entered = accepted.filter((each) => each.result === 'accepted' && each.entered > 0).length;
    pauseMs = Math.max(0, wholeMs - (performance.now() - began)); // the work is a part of the pause
    const page = { afterId: customers.at(-1) ?? afterId, asked: customers.length, entered };
    const advanced = await advanceWave(trx, wave, { ...page, isLast, pauseMs });
    if (!advanced) throw collision('the wave was taken by another worker');
  });
  asked(customers.length, entered);
  return isLast ? 0 : Math.max(1, pauseMs);
}

/** The same again is a duplicate: a customer enters once for each schedule and local day, in whichever zone. */
function eventOf(
  { journeyId, scheduleId, date, zone }: OpenWave,
  customerId: string,
  timestamp: number,
): IncomingEvent {
  return {
    type: 'entry',
    name: directEntryNames.schedule,
    messageId: `wave/${journeyId}/${scheduleId}/${date}/${customerId}`,
    ...{ userId: undefined, anonymousId: undefined, customerId, timestamp },
    properties: { schedule: scheduleId, date, zone },
    context: { journey: { id: journeyId } },
    enters: { journey: journeyId, by: 'schedule' },
  };
}
