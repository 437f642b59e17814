import { setTimeout as pause } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';
import type { KillSwitch } from '../../../core/message/guard-facts.ts';
import type { Database } from '../../../store/database/database.ts';
import { readWithin } from '../../../store/database/read-within.ts';
import { readWaveBacklog, type WaveBacklog } from '../../../store/journeys/waves.ts';
import { type Backlog, readBacklog } from '../../../store/measurement/backlog.ts';
import { type ChannelAlarm, listAlarms } from '../../../store/messages/channel-alarms.ts';
import { listKillSwitches } from '../../../store/messages/kill-switches.ts';
import { countUnservedMessages, type UnservedChannel } from '../../../store/messages/unserved-messages.ts';
import { countOpenRuns, type OpenRuns } from '../../../store/runs/open-run-counts.ts';

/**
 * Gauges that are read from PostgreSQL. They are the same in every process: take the maximum over all processes, not the
 * sum. A scrape reads them and caches them for TTL_MS, so that many scrapers cost as much as one. While PostgreSQL is
 * unavailable they are NaN, and `throughline_database_up` is 0.
 */
const TTL_MS = 5_000;
/** Prometheus ends a scrape after 10 s. The answer has to come earlier: it says that PostgreSQL is the cause. */
const TIMEOUT_MS = 4_000;

interface Readings {
  readonly backlog: Backlog;
  readonly openRuns: OpenRuns;
  readonly alarms: readonly ChannelAlarm[];
  readonly unserved: readonly UnservedChannel[];
  readonly killSwitches: readonly KillSwitch[];
  readonly waves: WaveBacklog;
}

export function exposeGauges(registry: Registry, database: Database): void {
  const read = cached(TTL_MS, async (): Promise<Readings | undefined> => {
    const openRuns = countOpenRuns(database, 'default');
    openRuns.catch(() => undefined); // it is awaited below, where the other readings have failed before it
    const readings = readWithin(database, TIMEOUT_MS / 1_000, async (trx) => ({
      openRuns: await openRuns,
      backlog: await readBacklog(trx, 'default'),
      alarms: await listAlarms(trx, 'default'),
      unserved: await countUnservedMessages(trx, 'default'),
      killSwitches: await listKillSwitches(trx, 'default'),
      waves: await readWaveBacklog(trx, 'default'),
    }));
    const enough = new AbortController();
    const tooLate = pause(TIMEOUT_MS, undefined, { signal: enough.signal }).catch(() => undefined);
    return Promise.race([readings.catch(() => undefined), tooLate]).finally(() => enough.abort());
  });
  const gauge = (name: string, help: string, value: (backlog: Backlog) => number) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const readings = await read();
        this.set(readings ? value(readings.backlog) : Number.NaN);
      },
    });
  const seconds = (milliseconds: number | null) => (milliseconds ?? 0) / 1_000;

  gauge('throughline_runs_stuck', 'Runs that wait for an operator', ({ stuck }) => stuck);
  gauge('throughline_runs_overdue', 'Runs that have not moved for 30 s after they should', ({ overdue }) => overdue);
  gauge(
    'throughline_outbox_waiting',
    'Runs in the outbox: enqueued, and their turn is still to come',
    ({ queued }) => queued,
  );
  gauge(
    'throughline_outbox_oldest_age_seconds',
    'How long the oldest of them has waited: the outbox lag',
    ({ oldestQueuedAgeMs }) => seconds(oldestQueuedAgeMs),
  );
  gauge('throughline_inputs_oldest_age_seconds', 'Age of the oldest input no turn has taken', ({ oldestInputAgeMs }) =>
    seconds(oldestInputAgeMs),
  );
  const ofWaves = (name: string, help: string, value: (waves: WaveBacklog) => number) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const readings = await read();
        this.set(readings ? value(readings.waves) : Number.NaN);
      },
    });
  ofWaves(
    'throughline_waves_open',
    'Waves of entries by schedule whose customers are being let in',
    ({ open }) => open,
  );
  ofWaves('throughline_waves_late_seconds', 'How long the first wave has been due that did not begin', ({ lateMs }) =>
    seconds(lateMs),
  );
  new Gauge({
    name: 'throughline_runs_open',
    help: 'Open runs; beyond some 200,000 projected from a sample',
    labelNames: ['journey'],
    registers: [registry],
    async collect() {
      this.reset(); // a journey without open runs is gone from the answer
      for (const { journey, runs } of (await read())?.openRuns.byVersion ?? []) this.inc({ journey }, runs);
    },
  });
  new Gauge({
    name: 'throughline_channel_refused',
    help: '1: the provider of the channel refuses us, and its messages wait',
    labelNames: ['channel'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { channel } of (await read())?.alarms ?? []) this.set({ channel }, 1);
    },
  });
  new Gauge({
    name: 'throughline_kill_switch',
    help: '1: what leaves is stopped, and messages wait until it is resumed',
    labelNames: ['scope', 'name'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { scope, name } of (await read())?.killSwitches ?? []) this.set({ scope, name }, 1);
    },
  });
  new Gauge({
    name: 'throughline_messages_unserved',
    help: 'Messages that wait for a worker, while none serves their channel',
    labelNames: ['channel'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { channel, messages } of (await read())?.unserved ?? []) this.set({ channel }, messages);
    },
  });
  new Gauge({
    name: 'throughline_database_up',
    help: '1: PostgreSQL answers this process',
    registers: [registry],
    async collect() {
      this.set((await read()) ? 1 : 0);
    },
  });
}

/** Asks again only when the answer is older than the TTL. Calls that come meanwhile share the pending answer. */
function cached<Answer>(ttlMs: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  let until = 0;
  return () => {
    if (answer && performance.now() < until) return answer;
    until = Number.POSITIVE_INFINITY;
    answer = ask().finally(() => {
      until = performance.now() + ttlMs;
    });
    return answer;
  };
}
