import { needsNewerWorker } from '../../../base/failure.ts';
import type { EventFact } from '../turn.ts';
import { consentWithdrawn } from './consent-withdrawn.ts';
import { customerChanged } from './customer-changed.ts';
import { entry } from './entry.ts';
import { event } from './event.ts';
import { goalReached } from './goal-reached.ts';
import type { AnyInput, InputType } from './input-type.ts';
import { jobDeferred } from './job-deferred.ts';
import { jobSettled } from './job-settled.ts';
import { journeyEnded } from './journey-ended.ts';
import { letIn } from './let-in.ts';
import { migrated } from './migrated.ts';
import { observedChange } from './observed-change.ts';
import { operatorExit } from './operator-exit.ts';
import { operatorSkip } from './operator-skip.ts';
import { refreshed } from './refreshed.ts';
import { superseded } from './superseded.ts';

/** The registry: a new kind of input is one file and one line here. */
const all = [
  entry,
  goalReached,
  event,
  customerChanged,
  jobSettled,
  jobDeferred,
  operatorExit,
  operatorSkip,
  migrated,
  consentWithdrawn,
  superseded,
  refreshed,
  observedChange,
  journeyEnded,
  letIn,
] as const;

type InputOf<Type> = Type extends InputType<infer I> ? I : never;
export type Input = InputOf<(typeof all)[number]>;

export const inputTypes: ReadonlyMap<string, InputType<AnyInput>> = new Map(
  // The one cast: a kind's functions are given only inputs of that kind, because they are found by `kind`.
  all.map((inputType) => [inputType.kind, inputType as unknown as InputType<AnyInput>]),
);

/** The behaviour of an input; a kind that a newer program appended is left for a newer worker. */
export function inputTypeOf({ kind }: { readonly kind: string }): InputType<AnyInput> {
  const found = inputTypes.get(kind);
  if (found) return found;
  throw needsNewerWorker('input', kind);
}

/** An input as it is stored: of events a reference, of all others a body with its version. */
export interface StoredInput {
  readonly seq: number;
  readonly kind: string;
  readonly body: unknown;
  /** The event that is referred to. */
  readonly event: EventFact | undefined;
}

/** Whatever release appended it, and whichever kind it is: what is not known is left for a newer worker. */
export function readInput({ seq, kind, body, event: referred }: StoredInput): Input {
  const { body: versions } = inputTypeOf({ kind });
  if (!versions) return { seq, kind, event: referred } as Input;
  const { v: _version, ...members } = versions.upgrade(body) as { readonly v?: number };
  return { seq, kind, ...members } as Input;
}

type WithoutSeq<I> = I extends Input ? Omit<I, 'seq'> : never;

/** The body under which an input is stored; undefined for those that refer to an event. */
export function storedBody(input: WithoutSeq<Input>): object | undefined {
  const { kind, ...members } = input;
  const { body: versions } = inputTypeOf(input);
  return versions && { v: versions.current, ...members };
}
