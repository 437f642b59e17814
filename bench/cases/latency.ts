import { setTimeout as pause } from 'node:timers/promises';
import type { Sink } from '../../test/kit/sink.ts';
import { type Figure, inMsSpread, type Spread, spreadOf } from '../figures.ts';
import { postBatch, type Stage } from '../stage.ts';

const WARM_UP = 30;
const SAMPLES = 200;

/**
 * From the moment an event is sent to the API until the receiver has the request that it causes; the reference: from
 * the client's start of a bare workflow to the same. Unloaded (the next is sent when the one before has arrived and a
 * pause is over), and at 20 a second, whether the one before has arrived or not.
 */
export async function latency(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [load, spacing] of [
    ['unloaded', undefined],
    ['at 20/s', 50],
  ] as const) {
    const ours = await arrivals(stage, `ours-${spacing}`, spacing, async (ref) => {
      const at = performance.timeOrigin + performance.now();
      await postBatch(stage.system, [{ userId: ref, event: 'Begin message', properties: { ref } }]);
      return at;
    });
    const bare = await arrivals(stage, `bare-${spacing}`, spacing, async (ref) => {
      const { startedAt } = await stage.bare({ keys: [ref], concurrency: 1, waitMs: 0 });
      return startedAt[ref] as number;
    });
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

async function arrivals(
  { system }: Stage,
  name: string,
  spacing: number | undefined,
  begin: (ref: string) => Promise<number>,
): Promise<Spread> {
  const begun = new Map<string, Promise<number>>();
  for (let number = 0; number < WARM_UP + SAMPLES; number += 1) {
    const ref = `${name}-${number}`;
    const beginning = begin(ref);
    if (number >= WARM_UP) begun.set(ref, beginning);
    if (spacing === undefined) {
      await beginning;
      await arrived(system.sink, ref);
      await pause(20);
    } else {
      beginning.catch(() => {});
      await pause(spacing);
    }
  }
  const spans: number[] = [];
  for (const [ref, beginning] of begun) spans.push((await arrived(system.sink, ref)) - (await beginning));
  return spreadOf(spans);
}

/** Looks for the request of this run until it is there. */
async function arrived(sink: Sink, ref: string): Promise<number> {
  for (;;) {
    for (const { body, at } of sink.effects().values()) if ((body as { ref: string }).ref === ref) return at;
    await pause(2);
  }
}
