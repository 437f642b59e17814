import { needsNewerWorker } from '../../../base/failure.ts';
import { entry } from './entry.ts';
import { event } from './event.ts';
import type { AnyInput, InputType } from './input-type.ts';
import { jobDeferred } from './job-deferred.ts';
import { jobSettled } from './job-settled.ts';
import { operatorExit } from './operator-exit.ts';

/** The registry: a new kind of input is one file and one line here. */
const all = [entry, event, jobSettled, jobDeferred, operatorExit] as const;

type InputOf<Type> = Type extends InputType<infer I> ? I : never;
export type Input = InputOf<(typeof all)[number]>;

export const inputTypes: ReadonlyMap<string, InputType<AnyInput>> = new Map(
  // The one cast: a kind's functions are given only inputs of that kind, because they are found by `kind`.
  all.map((inputType) => [inputType.kind, inputType as unknown as InputType<AnyInput>]),
);

/** The behaviour of a stored input; a kind that a newer program appended is left for a newer worker. */
export function inputTypeOf({ kind }: { readonly kind: string }): InputType<AnyInput> {
  const found = inputTypes.get(kind);
  if (found) return found;
  throw needsNewerWorker('input', kind);
}
