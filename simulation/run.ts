import type { Properties } from '../core/condition/schema.ts';
import type { Consents } from '../core/customer/consent.ts';
import type { Input } from '../core/journey/engine/inputs/index.ts';
import type { JobOutcome, RunState, Visit } from '../core/journey/engine/run-state.ts';
import type { EventFact } from '../core/journey/engine/turn.ts';

/** A customer and their runs, as PostgreSQL would hold them. Changed in place by world.ts. */
export interface PlayedCustomer {
  /** Kind ▸ value. */
  readonly identities: Readonly<Record<string, string | undefined>>;
  traits: Properties;
  traitTimes: Readonly<Record<string, number>>;
  consents: Consents;
  /** The moment of the first event. */
  createdAt: number | undefined;
  readonly events: EventFact[];
  readonly runs: Run[];
}

export interface Run {
  readonly customer: PlayedCustomer;
  readonly key: string | null;
  readonly entry: EventFact;
  readonly inputs: Input[];
  consumed: number;
  state: RunState;
  wakeAt: number | undefined;
  ended: { readonly at: number; readonly reason: string } | undefined;
  readonly visits: Map<number, Visit>;
  /** Visit ▸ its message, as it now is. */
  readonly messages: Map<number, Message>;
}

/** A message as the ledger would show it. */
export interface Message {
  readonly step: string;
  readonly template: string;
  readonly channel: string;
  /** `deferred`: evaluated again later. */
  readonly result: JobOutcome['result'] | 'deferred';
  /** Which rule blocked or deferred it. */
  readonly rule: string | undefined;
  readonly at: number;
}

type WithoutSeq<I> = I extends Input ? Omit<I, 'seq'> : never;
export type StoryInput = WithoutSeq<Input>;

export function append(run: Run, input: StoryInput): void {
  run.inputs.push({ ...input, seq: run.inputs.length + 1 });
}
