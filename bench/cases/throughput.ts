import os from 'node:os';
import { type Figure, perSecond } from '../figures.ts';
import { message, waitMessage } from '../journeys.ts';
import { pinTo, readCpuTimes } from '../processes.ts';
import type { Stage } from '../stage.ts';

const ROUNDS = 3;
const RUNS_A_ROUND = 120;
const WARM_UP = 120;
const SHAPES = [
  { journey: message, name: 'entry ▸ message ▸ end', waitMs: 0 },
  { journey: waitMessage, name: 'entry ▸ wait 1 s ▸ message ▸ end', waitMs: 1_000 },
] as const;

/**
 * Runs per second from the first event sent to the last run ended, all events at once; the reference: the same number of
 * bare workflows, 50 and 200 at a time, of which the better counts. They take turns three times, because the machine
 * changes its speed from minute to minute, and the middle one of each counts. CPU is that of all processes but the
 * benchmark's own (load, receiver). In each round also the first shape with everything on one processor, the benchmark
 * too, to say what one more core brings.
 */
export async function throughput(stage: Stage): Promise<Figure[]> {
  await measureOurs(stage, message, WARM_UP, 'warm-up');
  await measureBare(stage, WARM_UP, 0, 50, 'warm-up');
  const figures: Figure[] = [];
  for (const { journey, name, waitMs } of SHAPES) {
    const [ours, some, many, single]: [Measured[], Measured[], Measured[], Measured[]] = [[], [], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await measureOurs(stage, journey, RUNS_A_ROUND, `round-${round}`));
      some.push(await measureBare(stage, RUNS_A_ROUND, waitMs, 50, `round-${round}`));
      many.push(await measureBare(stage, RUNS_A_ROUND, waitMs, 200, `round-${round}`));
      if (waitMs === 0)
        single.push(await onOneCore(stage, () => measureOurs(stage, journey, RUNS_A_ROUND / 2, `one-core-${round}`)));
    }
    const [our, bare] = [
      middle(ours),
      [middle(some), middle(many)].reduce((best, each) => (each.rate > best.rate ? each : best)),
    ];
    figures.push({
      what: `${name}, runs per second`,
      ours: `${perSecond(our.rate)} (CPU ms a run: ${our.cpu})`,
      reference: `bare workflow: ${perSecond(bare.rate)} (${bare.cpu})`,
      ratio: our.rate / bare.rate,
      budget: 'at least 0.7 ×',
      met: our.rate / bare.rate >= 0.7,
    });
    if (single.length === 0) continue;
    const alone = middle(single);
    figures.push({
      what: 'the same with all processes on one core',
      ours: `${perSecond(alone.rate)} (CPU ms a run: ${alone.cpu})`,
      reference: `on two: ${perSecond(our.rate)}`,
      ratio: alone.rate / our.rate,
    });
  }
  return figures;
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
  runs: number,
  waitMs: number,
  concurrency: number,
  name: string,
): Promise<Measured> {
  const keys = Array.from({ length: runs }, (_, number) => `bare-${waitMs}-${concurrency}-${name}-${number}`);
  return measure(`bare, ${concurrency} at a time, wait ${waitMs} ms, ${name}`, stage.bareParts, runs, () =>
    stage.bare({ keys, concurrency, waitMs }),
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
