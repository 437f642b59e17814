import { z } from 'zod';
import { needsNewerWorker } from '../../../base/failure.ts';
import { conditionInterrupt, conditionInterruptSchema } from './condition.ts';
import { eventInterrupt, eventInterruptSchema } from './event.ts';
import type { InterruptKind } from './kind.ts';

/** The registry of interrupts: a new kind is one file, and its line in both lists. */
export const interruptSchema = z.discriminatedUnion('on', [conditionInterruptSchema, eventInterruptSchema]);

const all = [conditionInterrupt, eventInterrupt] as const;

export type InterruptRule = z.infer<typeof interruptSchema>;

export const interruptKinds: ReadonlyMap<string, InterruptKind<InterruptRule>> = new Map(
  // The one cast: a kind's functions are given only rules of that kind, because they are found by `rule.on`.
  all.map((kind) => [kind.on, kind as unknown as InterruptKind<InterruptRule>]),
);

/** The behaviour of an interrupt of a published definition. One that is unknown needs a newer version of this process. */
export function getInterruptKind({ on }: InterruptRule): InterruptKind<InterruptRule> {
  const kind = interruptKinds.get(on);
  if (kind) return kind;
  throw needsNewerWorker('interrupt', on);
}
