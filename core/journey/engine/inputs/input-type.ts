import type { Versions } from '../../../base/versions.ts';
import type { TurnDraft } from '../turn-draft.ts';

/** What every kind of input has. */
export interface AnyInput {
  readonly seq: number;
  readonly kind: string;
}

/** A kind of input is one object that carries all of its behaviour. The registry is index.ts. */
export interface InputType<I extends AnyInput> {
  readonly kind: I['kind'];
  /** What is stored of the input beside seq and kind; undefined: a reference to an event. */
  readonly body: Versions<Omit<I, 'seq' | 'kind'>> | undefined;
  /** What the input changes by itself, before the tokens are evaluated. */
  take(draft: TurnDraft, input: I): void;
}

/** For inference only. */
export function defineInput<I extends AnyInput>(type: InputType<I>): InputType<I> {
  return type;
}
