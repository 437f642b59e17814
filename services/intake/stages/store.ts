import type { Batch } from '../batch.ts';

/** Every fresh event is stored, whatever becomes of it. */
export async function store({ events, effects }: Batch): Promise<void> {
  effects.events.push(...events);
}
