import { z } from 'zod';
import { needsNewerWorker } from '../../../base/failure.ts';
import { conditionExit, conditionExitSchema } from './condition.ts';
import { eventExit, eventExitSchema } from './event.ts';
import type { ExitKind } from './kind.ts';

/** The registry of exits: a new kind is one file, and its line in both lists. */
export const exitSchema = z.discriminatedUnion('on', [conditionExitSchema, eventExitSchema]);

const all = [conditionExit, eventExit] as const;

export type ExitRule = z.infer<typeof exitSchema>;

export const exitKinds: ReadonlyMap<string, ExitKind<ExitRule>> = new Map(
  // The one cast: a kind's functions are given only rules of that kind, because they are found by `rule.on`.
  all.map((kind) => [kind.on, kind as unknown as ExitKind<ExitRule>]),
);

/** The behaviour of an exit rule of a published definition. One that is unknown needs a newer version of this process. */
export function getExitKind({ on }: ExitRule): ExitKind<ExitRule> {
  const kind = exitKinds.get(on);
  if (kind) return kind;
  throw needsNewerWorker('exit', on);
}
