import os from 'node:os';
import { type Figure, perSecond } from '../figures.ts';
import { message, waitMessage } from '../journeys.ts';
import { pinTo, readCpuTimes } from '../processes.ts';
import type { Stage } from '../stage.ts';

const RUNS = 800;
const WARM_UP = 200;
const SHAPES = [
  { journey: message, name: 'entry ▸ message ▸ end', waitMs: 0 },
  { journey: waitMessage, name: 'entry ▸ wait 1 s ▸ message ▸ end', waitMs: 1_000 },
] as const;

/**
 * Runs per second from the first event sent to the last run ended, all events at once; the reference: the same number of
 * bare workflows, 50 or 200 at a time, whichever is faster. CPU is that of all processes but the benchmark's own (load,
 * receiver). Then the first shape again with everything on one processor, the benchmark too, to say what one more brings.
 */
export async function throughput(stage: Stage): Promise<Figure[]> {
  await measureOurs(stage, message, WARM_UP, 'warm-up');
  await measureBare(stage, WARM_UP, 0, 50);
  const figures: Figure[] = [];
  for (const { journey, name, waitMs } of SHAPES) {
    const ours = await measureOurs(stage, journey, RUNS, 'full');
    const bare = await bestOfBare(stage, waitMs);
    figures.push({
      what: `${name}, runs per second`,
      ours: `${perSecond(ours.rate)} (CPU ms a run: ${ours.cpu})`,
      reference: `bare workflow: ${perSecond(bare.rate)} (${bare.cpu})`,
      ratio: ours.rate / bare.rate,
      budget: 'at least 0.7 ×',
      met: ours.rate / bare.rate >= 0.7,
    });
    if (waitMs > 0) continue;
    const all = { ...stage.parts, ...stage.bareParts, benchmark: process.pid };
    pinTo('0', all);
    const single = await measureOurs(stage, journey, RUNS / 2, 'one-core');
    pinTo(`0-${os.cpus().length - 1}`, all);
    figures.push({
      what: 'the same with all processes on one core',
      ours: `${perSecond(single.rate)} (CPU ms a run: ${single.cpu})`,
      reference: `on two: ${perSecond(ours.rate)}`,
      ratio: single.rate / ours.rate,
    });
  }
  return figures;
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
  return measure(stage.parts, runs, async () => {
    await stage.track(calls);
    await stage.ended(journey.id);
  });
}

/** How many at a time suits it best is not known: two are tried. */
async function bestOfBare(stage: Stage, waitMs: number): Promise<Measured> {
  const some = await measureBare(stage, RUNS, waitMs, 50);
  const many = await measureBare(stage, RUNS, waitMs, 200);
  return some.rate > many.rate ? some : many;
}

async function measureBare(stage: Stage, runs: number, waitMs: number, concurrency: number): Promise<Measured> {
  const keys = Array.from({ length: runs }, (_, number) => `bare-${waitMs}-${concurrency}-${runs}-${number}`);
  return measure(stage.bareParts, runs, () => stage.bare({ keys, concurrency, waitMs }));
}

async function measure(
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
  return {
    rate: runs / seconds,
    cpu: `${total.toFixed(0)} = ${used.map(({ name, ms }) => `${name} ${ms.toFixed(1)}`).join(' + ')}`,
  };
}
