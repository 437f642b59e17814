import { setTimeout as pause } from 'node:timers/promises';
import type { Sink } from '../../test/support/sink.ts';
import { type Figure, inMsSpread, spreadOf } from '../figures.ts';
import { postBatch, type Stage } from '../stage.ts';

const WARM_UP = 30;
const ROUNDS = 5;
const SAMPLES_A_ROUND = 40;

/**
 * From the moment an event is sent to the API until the receiver has the request that it causes; the references: from the
 * client's start of a bare workflow to the same, its send a regular activity or a local one. Unloaded (the next is sent
 * when the one before has arrived and a pause is over), and at 20 a second, whether the one before has arrived or not. They
 * take turns, because the machine changes its speed from minute to minute.
 */
export async function latency(stage: Stage): Promise<Figure[]> {
  return [...(await measureAt(stage, 'unloaded', undefined)), ...(await measureAt(stage, 'at 20/s', 50))];
}

async function measureAt(stage: Stage, load: string, spacing: number | undefined): Promise<Figure[]> {
  const kinds: Readonly<Record<'ours' | 'regular' | 'inline', (ref: string) => Promise<number>>> = {
    ours: (ref) => sendEvent(stage, ref),
    regular: (ref) => startBare(stage, ref, 'regular'),
    inline: (ref) => startBare(stage, ref, 'inline'),
  };
  const found = { ours: [] as number[], regular: [] as number[], inline: [] as number[] };
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const kind of ['ours', 'regular', 'inline'] as const) {
      const samples = round < 0 ? WARM_UP : SAMPLES_A_ROUND;
      const measured = await spans(stage, `${kind}-${round}-${spacing}`, samples, spacing, kinds[kind]);
      if (round >= 0) found[kind].push(...measured);
    }
  }
  const [ours, regular, inline] = [spreadOf(found.ours), spreadOf(found.regular), spreadOf(found.inline)];
  const what = `event in ▸ provider called, ${load}`;
  const row = (about: string, reference: string, ratio: number, most: number | undefined): Figure => ({
    what: about,
    ours: inMsSpread(ours),
    reference,
    ratio,
    budget: most === undefined ? undefined : `at most ${most} ×`,
    met: most === undefined ? undefined : ratio <= most,
  });
  const beside = `bare workflow: ${inMsSpread(regular)}`;
  const besideInline = `bare, send inline: ${inMsSpread(inline)}`;
  const isUnloaded = spacing === undefined;
  return [
    row(`${what}, p50`, beside, ours.p50 / regular.p50, isUnloaded ? 1.3 : 1.2),
    ...(isUnloaded ? [] : [row(`${what}, p99`, beside, ours.p99 / regular.p99, 1.2)]),
    row(`${what}, p50`, besideInline, ours.p50 / inline.p50, isUnloaded ? 2.3 : undefined),
  ];
}

export async function sendEvent(stage: Stage, ref: string, journey = 'message'): Promise<number> {
  const at = performance.timeOrigin + performance.now();
  await postBatch(stage.system, [{ userId: ref, event: `Begin ${journey}`, properties: { ref } }]);
  return at;
}

async function startBare(stage: Stage, ref: string, lane: 'regular' | 'inline'): Promise<number> {
  const { startedAt } = await stage.bare({ keys: [ref], concurrency: 1, waitMs: 0, lane });
  return startedAt[ref] as number;
}

/** How long each took from its beginning until the receiver had its request. */
export async function spans(
  { system }: Stage,
  name: string,
  samples: number,
  spacing: number | undefined,
  begin: (ref: string) => Promise<number>,
): Promise<number[]> {
  const begun = new Map<string, Promise<number>>();
  for (let number = 0; number < samples; number += 1) {
    const ref = `${name}-${number}`;
    const beginning = begin(ref);
    begun.set(ref, beginning);
    if (spacing === undefined) {
      await beginning;
      await arrived(system.sink, ref);
      await pause(20);
    } else {
      beginning.catch(() => {});
      await pause(spacing);
    }
  }
  const found: number[] = [];
  for (const [ref, beginning] of begun) found.push((await arrived(system.sink, ref)) - (await beginning));
  return found;
}

/** Looks for the request of this run until it is there. */
async function arrived(sink: Sink, ref: string): Promise<number> {
  for (;;) {
    for (const { body, at } of sink.effects().values()) if ((body as { ref: string }).ref === ref) return at;
    await pause(2);
  }
}
