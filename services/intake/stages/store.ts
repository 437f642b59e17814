import type { Batch } from '../batch.ts';

/** Every fresh event is stored, whatever becomes of it; feedback raises the engagement of its message. */
export async function store({ events, effects }: Batch): Promise<void> {
  effects.events.push(...events);
  effects.feedback.push(...events.flatMap(({ feedback }) => feedback ?? []));
}
