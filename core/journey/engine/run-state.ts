import { defineVersions } from '../../base/versions.ts';
import type { Properties, TaskResult } from '../../condition/schema.ts';
import type { Books } from '../books.ts';
import type { StepId } from '../definition/index.ts';
import type { Move } from '../migration/step-map.ts';

/** A token stands for one branch that the run is on, at one step. */
export interface Token {
  readonly step: StepId;
  readonly visit: number;
  readonly arrivedAt: number;
  /** Of a wait that a new entry has let begin again: since when it waits. */
  readonly restartedAt?: number | undefined;
  /** This token sees events with a greater seq: the start of its latest send, task or call; else the entry. */
  readonly lookBackFrom: number;
  /** Inputs (seq) after `lookBackFrom` that already served a wait-for of this token. */
  readonly consumed: readonly number[];
  /** How the job of the present visit ended, once it has. */
  readonly outcome?: JobOutcome | undefined;
  /** The forks that this token came from and that no join has closed: visits of their steps, the outermost first. */
  readonly forks: readonly number[];
  /** The interrupt that opened the side path on which it is; undefined: it is on the main path. */
  readonly side?: string | undefined;
}

/**
 * How a job ended. `result` is one of:
 *   accepted  the provider has it          blocked  a rule of ours said no (`rule` says which)
 *   failed    permanently, nothing arrived  unknown  it may or may not have arrived; never tried again by itself
 *   done      the work is done; of a job with several answers, `answer` names the one that was given
 */
export interface JobOutcome {
  readonly result: 'accepted' | 'blocked' | 'failed' | 'unknown' | 'done';
  readonly rule?: string | undefined;
  /** A name that the definition knows, such as a choice of a task; nothing of the customer. */
  readonly answer?: string | undefined;
  /** Who gave the answer, of the people inside. */
  readonly by?: string | undefined;
  /** Of a call: what its step declares of the answer. */
  readonly data?: Properties | undefined;
}

/** Something the run asks the outside to do, or that the turn does for it (activities/jobs). Its key is (run, visit): one visit requests at most one. */
export interface Job {
  readonly visit: number;
  readonly step: StepId;
  /** Names a file of activities/jobs; the engine knows none of them. */
  readonly kind: string;
  readonly requestedAt: number;
  /** Not started before this moment: a rule deferred it, or its first attempt failed temporarily. */
  readonly notBefore?: number | undefined;
  /** The rule that deferred it last. */
  readonly deferredBy?: string | undefined;
}

/**
 * All that the engine remembers of a run between turns. Plain JSON: stored in journey_runs.state, and read from there
 * through `runStateVersions`.
 */
export interface RunState {
  readonly v: 2;
  readonly tokens: readonly Token[];
  /** Open jobs: requested, not settled. */
  readonly jobs: readonly Job[];
  /** Visit numbers are run-wide and never restart: (run, visit) has one message. */
  readonly lastVisit: number;
  /** Steps that are left by `next` as soon as the run comes to them ▸ the interrupt that said so, and since when. */
  readonly skipped?: Readonly<Record<StepId, { readonly by: string; readonly at: number }>> | undefined;
  /** Interrupts that have acted, or whose condition was looked at, by their ids. */
  readonly interrupts?: Readonly<Record<string, InterruptRecord>> | undefined;
  /** Task step ▸ what came of its latest task. */
  readonly tasks?: Readonly<Record<StepId, TaskResult>> | undefined;
  /** Call step ▸ what its latest call answered. */
  readonly answers?: Readonly<Record<StepId, Properties>> | undefined;
  /** Loop step ▸ how often it has led back, in the present time round the loops about it. */
  readonly loops?: Readonly<Record<StepId, number>> | undefined;
  /** Of an observed run: traits that its updates would have changed, which it alone sees; null removes one. */
  readonly view?: Properties | undefined;
  /** Set of a run in the books only: it has entry, exits and goal, and never a token. */
  readonly books?: Books | undefined;
  /** It goes to another version as soon as no message of it is in flight. */
  readonly moving?: Move | undefined;
  /** Set once the run is leaving; open jobs that have begun may still be settling. */
  readonly exit?: Exit | undefined;
}

export interface InterruptRecord {
  readonly times: number;
  /** When it acted last. */
  readonly at?: number | undefined;
  /** Its condition held at the last look: it acts again only after that was different. */
  readonly held?: boolean | undefined;
  /** When its event came last and its own condition did not hold, so that it did nothing. */
  readonly refusedAt?: number | undefined;
}

/** Why a run left before its path ended, or at an exit step. */
export interface Exit {
  readonly reason: string;
  readonly at: number;
  /**
   * Reasons of rules and steps are part of the definition; an operator's is free text and never shown in labels. Of a
   * merge: an older run goes on in this one's place. Of books: there is nothing more to watch for.
   */
  readonly by: 'rule' | 'step' | 'operator' | 'goal' | 'consent' | 'merge' | 'books';
}

/** One passage of the run through one step. */
export interface Visit {
  readonly visit: number;
  readonly step: StepId;
  readonly arrivedAt: number;
  readonly leftAt?: number | undefined;
  /** The way out that was taken; for a visit swept by an exit, undefined. */
  readonly path?: string | undefined;
}

/** The state of a run before its first turn: its entry is input 1 and starts it. */
export const untouchedRun: RunState = { v: 2, tokens: [], jobs: [], lastVisit: 0 };

export const runStateVersions = defineVersions<RunState>({ what: 'run state', upgrades: [withForks] });

/** Version 1 had one token at most, and so no forks. */
function withForks(state: { readonly tokens: readonly Omit<Token, 'forks'>[] }): object {
  return { ...state, tokens: state.tokens.map((token) => ({ ...token, forks: [] })) };
}

/** The least seq any token still looks back to; Facts.lookBack must hold the consumed events after it. */
export function lookBackFrom(state: RunState): number {
  return state.tokens.reduce((least, token) => Math.min(least, token.lookBackFrom), Number.MAX_SAFE_INTEGER);
}

/** The jobs that may be performed now: all that are open, except those that are deferred. */
export function openJobs(state: RunState, now: number): readonly Job[] {
  return state.jobs.filter(({ notBefore }) => notBefore === undefined || notBefore <= now);
}
