import { setTimeout as pause } from 'node:timers/promises';
import type { Sink } from '../../test/support/sink.ts';
import { type Figure, inMsSpread, spreadOf } from '../figures.ts';
import { postBatch, type Stage } from '../stage.ts';

const WARM_UP = 30;
const ROUNDS = 4;
const SAMPLES_A_ROUND = 50;

/**
 * From the moment an event is sent to the API until the receiver has the request that it causes; the reference: from
 * the client's start of a bare workflow to the same. Unloaded (the next is sent when the one before has arrived and a
 * pause is over), and at 20 a second, whether the one before has arrived or not. The two take turns, because the machine
 * changes its speed from minute to minute.
 */
export async function latency(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [load, spacing] of [
    ['unloaded', undefined],
    ['at 20/s', 50],
  ] as const) {
    const sendEvent = async (ref: string): Promise<number> => {
      const at = performance.timeOrigin + performance.now();
      await postBatch(stage.system, [{ userId: ref, event: 'Begin message', properties: { ref } }]);
      return at;
    };
    const startBare = async (ref: string): Promise<number> => {
      const { startedAt } = await stage.bare({ keys: [ref], concurrency: 1, waitMs: 0 });
      return startedAt[ref] as number;
    };
    const [ourSpans, bareSpans]: [number[], number[]] = [[], []];
    await spans(stage, `ours-warm-${spacing}`, WARM_UP, spacing, sendEvent);
    await spans(stage, `bare-warm-${spacing}`, WARM_UP, spacing, startBare);
    for (let round = 0; round < ROUNDS; round += 1) {
      ourSpans.push(...(await spans(stage, `ours-${round}-${spacing}`, SAMPLES_A_ROUND, spacing, sendEvent)));
      bareSpans.push(...(await spans(stage, `bare-${round}-${spacing}`, SAMPLES_A_ROUND, spacing, startBare)));
    }
    const [ours, bare] = [spreadOf(ourSpans), spreadOf(bareSpans)];
    const unloaded = spacing === undefined;
    figures.push({
      what: `event in ▸ provider called, ${load}`,
      ours: inMsSpread(ours),
      reference: `bare workflow, ${load}: ${inMsSpread(bare)}`,
      ratio: ours.p50 / bare.p50,
      budget: unloaded ? 'at most 1.5 ×, p50 under 60 ms' : undefined,
      met: unloaded ? ours.p50 <= 1.5 * bare.p50 && ours.p50 < 60 : undefined,
    });
  }
  return figures;
}

async function spans(
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
