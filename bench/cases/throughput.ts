import os from 'node:os';
import { type Figure, perSecond } from '../figures.ts';
import { message, waitMessage } from '../journeys.ts';
import { pinTo, readCpuTimes } from '../processes.ts';
import type { Stage } from '../stage.ts';

const ROUNDS = 5;
const RUNS_A_ROUND = 100;
const WARM_UP = 100;
const AT_A_TIME = 50;

interface Shape {
  readonly journey: { readonly id: string };
  readonly name: string;
  readonly waitMs: number;
  /** The least ratio to the bare workflow, and to the one whose send is inline. */
  readonly regular: number;
  readonly inline: number | undefined;
}

/**
 * Runs per second from the first event sent to the last run ended, all events at once; the references: the same number of
 * bare workflows, 50 at a time, with the send as a regular activity and as a local one. They take turns in short rounds,
 * because the machine changes its speed from minute to minute, and the middle one of each counts. CPU is that of all
 * processes but the benchmark's own (load, receiver).
 */
export function throughput(stage: Stage): Promise<Figure[]> {
  return compare(stage, { journey: message, name: 'entry ▸ message ▸ end', waitMs: 0, regular: 1.2, inline: 0.75 });
}

export function throughputWithWait(stage: Stage): Promise<Figure[]> {
  const name = 'entry ▸ wait 1 s ▸ message ▸ end';
  return compare(stage, { journey: waitMessage, name, waitMs: 1_000, regular: 1, inline: undefined });
}

async function compare(stage: Stage, { journey, name, waitMs, regular, inline }: Shape): Promise<Figure[]> {
  const found = { ours: [] as Measured[], regular: [] as Measured[], inline: [] as Measured[] };
  for (let round = -1; round < ROUNDS; round += 1) {
    const runs = round < 0 ? WARM_UP : RUNS_A_ROUND;
    const once = {
      ours: await measureOurs(stage, journey, runs, `round-${round}`),
      regular: await measureBare(stage, 'regular', runs, waitMs, `round-${round}`),
      inline: await measureBare(stage, 'inline', runs, waitMs, `round-${round}`),
    };
    if (round < 0) continue;
    for (const kind of ['ours', 'regular', 'inline'] as const) found[kind].push(once[kind]);
  }
  const [our, bare, bareInline] = [middle(found.ours), middle(found.regular), middle(found.inline)];
  const row = (kind: string, reference: Measured, least: number | undefined): Figure => ({
    what: `${name}, runs per second`,
    ours: `${perSecond(our.rate)} (CPU ms a run: ${our.cpu})`,
    reference: `${kind}: ${perSecond(reference.rate)} (${reference.cpu})`,
    ratio: our.rate / reference.rate,
    budget: least === undefined ? undefined : `at least ${least} ×`,
    met: least === undefined ? undefined : our.rate / reference.rate >= least,
  });
  return [row('bare workflow', bare, regular), row('bare, send inline', bareInline, inline)];
}

/** What one more core brings, and one more worker process: the first shape, in turn. */
export async function scaling(stage: Stage): Promise<Figure[]> {
  const found = { one: [] as Measured[], oneCore: [] as Measured[], two: [] as Measured[] };
  await measureOurs(stage, message, WARM_UP, 'warm-up');
  const storage = await measureStorage(stage);
  for (let round = 0; round < 3; round += 1) {
    found.one.push(await measureOurs(stage, message, RUNS_A_ROUND, `one-${round}`));
    found.oneCore.push(
      await onOneCore(stage, () => measureOurs(stage, message, RUNS_A_ROUND / 2, `one-core-${round}`)),
    );
    const second = await stage.secondWorker();
    const parts = { ...stage.parts, 'second worker': second.part };
    await measureOurs({ ...stage, parts }, message, 30, `two-warm-${round}`);
    found.two.push(await measureOurs({ ...stage, parts }, message, RUNS_A_ROUND, `two-${round}`));
    await second.stop();
  }
  const [one, oneCore, two] = [middle(found.one), middle(found.oneCore), middle(found.two)];
  const row = (what: string, measured: Measured): Figure => ({
    what,
    ours: `${perSecond(measured.rate)} (CPU ms a run: ${measured.cpu})`,
    reference: `one worker, two cores: ${perSecond(one.rate)} (${one.cpu})`,
    ratio: measured.rate / one.rate,
  });
  return [
    row('entry ▸ message ▸ end with all processes on one core', oneCore),
    row('entry ▸ message ▸ end with two worker processes', two),
    storage,
  ];
}

/** What a run of the first shape leaves in PostgreSQL, indexes included, and how much write-ahead log it costs. */
async function measureStorage(stage: Stage): Promise<Figure> {
  const RUNS = 500;
  const look = async () => {
    const [seen] = await stage.system.db.look<{ bytes: number; wal: number }>(
      `select pg_database_size(current_database()) as bytes, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float as wal`,
    );
    return seen as { bytes: number; wal: number };
  };
  const before = await look();
  await measureOurs(stage, message, RUNS, 'storage');
  const after = await look();
  const kilobytes = (bytes: number) => `${(bytes / RUNS / 1_024).toFixed(1)} KB`;
  return {
    what: 'PostgreSQL of an entry ▸ message ▸ end, its events included',
    ours: `${kilobytes(after.bytes - before.bytes)} stored, ${kilobytes(after.wal - before.wal)} of WAL`,
  };
}

function middle(measured: readonly Measured[]): Measured {
  return [...measured].sort((a, b) => a.rate - b.rate)[Math.floor(measured.length / 2)] as Measured;
}

async function onOneCore(stage: Stage, work: () => Promise<Measured>): Promise<Measured> {
  const all = { ...stage.parts, ...stage.bareParts, benchmark: process.pid };
  pinTo('0', all);
  try {
    return await work();
  } finally {
    pinTo(`0-${os.cpus().length - 1}`, all);
  }
}

interface Measured {
  readonly rate: number;
  /** CPU milliseconds a run, all in all and by part. */
  readonly cpu: string;
}

async function measureOurs(stage: Stage, journey: { id: string }, runs: number, name: string): Promise<Measured> {
  const calls = Array.from({ length: runs }, (_, number) => {
    const ref = `${journey.id}-${name}-${number}`;
    return { userId: ref, event: `Begin ${journey.id}`, properties: { ref } };
  });
  return measure(`${journey.id} ${name}`, stage.parts, runs, async () => {
    await stage.track(calls);
    await stage.ended(journey.id);
  });
}

async function measureBare(
  stage: Stage,
  lane: 'regular' | 'inline',
  runs: number,
  waitMs: number,
  name: string,
): Promise<Measured> {
  const keys = Array.from({ length: runs }, (_, number) => `bare-${lane}-${waitMs}-${name}-${number}`);
  return measure(`bare, ${lane}, wait ${waitMs} ms, ${name}`, stage.bareParts, runs, () =>
    stage.bare({ keys, concurrency: AT_A_TIME, waitMs, lane }),
  );
}

/** Says each measurement as it comes: the whole case takes minutes. */
async function measure(
  name: string,
  parts: Readonly<Record<string, number>>,
  runs: number,
  work: () => Promise<unknown>,
): Promise<Measured> {
  const before = readCpuTimes(parts);
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1_000;
  const after = readCpuTimes(parts);
  const used = Object.keys(parts).map((name) => ({
    name,
    ms: (((after[name] as number) - (before[name] as number)) * 1_000) / runs,
  }));
  const total = used.reduce((sum, { ms }) => sum + ms, 0);
  process.stdout.write(`  ${name}: ${perSecond(runs / seconds)}, CPU ${total.toFixed(0)} ms a run\n`);
  return {
    rate: runs / seconds,
    cpu: `${total.toFixed(0)} = ${used.map(({ name, ms }) => `${name} ${ms.toFixed(1)}`).join(' + ')}`,
  };
}
