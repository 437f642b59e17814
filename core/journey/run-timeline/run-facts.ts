import type { NotMeasured } from '../../condition/not-measured.ts';
import type { DecisionRecord } from '../../decision/record.ts';
import type { Books } from '../books.ts';
import type { Input } from '../engine/inputs/index.ts';
import type { Exit, JobOutcome, RunState } from '../engine/run-state.ts';
import type { CallResult } from '../steps/call.ts';

/** What is stored of a run, as far as its timeline needs it; store/runs/run-views.ts reads it. Moments are epoch milliseconds. */
export interface RunFacts {
  readonly journey: string;
  readonly label: string;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly stuckAt: number | null;
  readonly stuckErrorCode: string | null;
  /** Since when it waits for room to enter; null: it does not. */
  readonly queuedAt?: number | null | undefined;
  /** By when something should happen by itself; null: nothing will. */
  readonly dueAt: number | null;
  /** Why the run left before its path ended. */
  readonly exit: Exit | null;
  readonly skipped: RunState['skipped'] | null;
  readonly interrupts: RunState['interrupts'] | null;
  readonly visits: readonly VisitFacts[];
  readonly inputs: readonly InputFacts[];
  readonly messages: readonly MessageFacts[];
  readonly tasks: readonly TaskFacts[];
  readonly calls: readonly CallFacts[];
  readonly decisions: readonly DecidedFacts[];
  /** The run is in the books only. */
  readonly books: Books | null;
  readonly goal: { readonly reachedAt: number; readonly event: string | null; readonly value: number | null } | null;
}

export interface DecidedFacts {
  readonly visit: number;
  readonly decidedAt: number;
  readonly record: DecisionRecord;
}

export interface CallFacts {
  readonly visit: number;
  readonly endpoint: string;
  readonly state: CallResult | 'open';
  readonly attempts: number;
  readonly rule: string | null;
  readonly detail: string | null;
  readonly updatedAt: number;
}

export interface VisitFacts {
  readonly visit: number;
  readonly step: string;
  readonly arrivedAt: number;
  readonly leftAt: number | null;
  /** Null: the run is at this step, or an exit ended the visit. */
  readonly path: string | null;
}

export interface InputFacts {
  readonly seq: number;
  readonly kind: Input['kind'];
  /** Of a migration: the version in which the run is to go on. */
  readonly version: number | null;
  readonly event: string | null;
  readonly occurredAt: number | null;
  readonly at: number;
  readonly taken: boolean;
  readonly visit: number | null;
  readonly result: JobOutcome['result'] | null;
  readonly rule: string | null;
  readonly deferredUntilAt: number | null;
  readonly reason: string | null;
  readonly traits: readonly string[] | null;
  /** Of an entry by schedule or date: its id in the journey, and the day. */
  readonly entry?: { readonly id: string; readonly date: string } | null | undefined;
}

export interface MessageFacts {
  readonly visit: number;
  readonly channel: string;
  readonly template: string;
  readonly templateVersion: number | null;
  readonly language: string | null;
  readonly state:
    | 'requested'
    | 'claimed'
    | 'sending'
    | 'accepted'
    | 'blocked'
    | 'deferred'
    | 'failed-temporarily'
    | 'failed-permanently'
    | 'unknown'
    | 'observed';
  /** The number of the newest attempt: how many there were. */
  readonly attempt: number;
  readonly rule: string | null;
  readonly ruleValue: string | null;
  /** Why it was not sent, or not yet, as a sentence; the rules of messages have the words. */
  readonly why?: string | null | undefined;
  /** What of it is not measured; null: all is, or its channel has no opens. */
  readonly notMeasured: NotMeasured | null;
  /** What machines did with it: it meets no condition. */
  readonly byMachines?: readonly MachineActs[] | undefined;
  readonly updatedAt: number;
  /** Oldest first. */
  readonly attempts: readonly AttemptFacts[];
}

export interface MachineActs {
  readonly kind: 'opened' | 'clicked';
  /** By what it was seen, such as "known-program". */
  readonly sign: string;
  readonly times: number;
}

export interface AttemptFacts {
  readonly attempt: number;
  readonly channel: string;
  readonly outcome: string | null;
  readonly providerId: string | null;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export interface TaskFacts {
  readonly id: string;
  readonly visit: number;
  readonly title: string;
  readonly state: 'open' | 'claimed' | 'answered' | 'overdue' | 'cancelled';
  readonly assignee: string | null;
  readonly choice: string | null;
  readonly note: string | null;
  readonly history: readonly TaskEventFacts[];
  readonly alerts: readonly TaskAlertFacts[];
}

/** How somebody was notified about a change of a task. */
export interface TaskAlertFacts {
  readonly what: 'created' | 'reminded' | 'escalated';
  /** Of the workspace's configuration; null: a mail to the address. */
  readonly alert: string | null;
  readonly address: string | null;
  readonly state: 'waiting' | 'claimed' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped';
  readonly errorCode: string | null;
}

export interface TaskEventFacts {
  readonly at: number;
  readonly what: 'created' | 'claimed' | 'released' | 'reminded' | 'escalated' | 'answered' | 'overdue' | 'cancelled';
  readonly person: string | null;
  readonly group: string | null;
}
