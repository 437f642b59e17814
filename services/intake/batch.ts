import type { Json } from '../../core/base/canonical-json.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { CustomerHistory } from '../../core/condition/history/history.ts';
import type { Properties } from '../../core/condition/schema.ts';
import type { NamedBy } from '../../core/customer/identity-plan.ts';
import type { MembershipChange, SegmentLook } from '../../core/segment/evaluate.ts';
import type { LockedCustomer } from '../../store/customers/customers.ts';
import type { Database, Load, Transaction } from '../../store/database/database.ts';
import type { StoredArm } from '../../store/experiments/arms.ts';
import type { ChangedDate } from '../../store/journeys/date-entries.ts';
import type { Definitions } from '../../store/journeys/definitions.ts';
import type { EntryCount } from '../../store/journeys/entry-counts.ts';
import type { FeedbackEffect } from '../../store/messages/feedback.ts';
import type { Lane, OutboxEntry } from '../../store/outbox/outbox.ts';
import type { NewGoal } from '../../store/runs/run-goals.ts';
import type { NewInput } from '../../store/runs/run-inputs.ts';
import type { NewRun, OpenRun } from '../../store/runs/runs.ts';
import type { BlockedEntry, Candidate, NotEntered } from './enter.ts';
import type { AcceptedEvent, IncomingEvent } from './event.ts';
import type { PublishedJourneys, PublishedJourneysMemory } from './published-journeys.ts';
import type { Known, Resolved } from './resolve.ts';

/**
 * One batch of events on its way through the stages of intake, inside one transaction. Each stage reads what earlier
 * stages found and adds its own part. What it wants to write goes to `effects`; the stage `flush` writes them.
 */
export interface Batch {
  readonly trx: Transaction;
  readonly load: Load;
  readonly database: Database;
  readonly publishedJourneys: PublishedJourneysMemory;
  /** Of the runs that get a turn; live unless said. */
  readonly lane?: Lane | undefined;
  readonly workspace: string;
  readonly incoming: readonly IncomingEvent[];
  /** Customer ▸ segment ▸ why it is looked at though no event says so. */
  readonly revisits: Map<string, ReadonlyMap<string, SegmentLook>>;
  /** Customer ▸ what was computed of their purchases. They are among the revisits. */
  readonly values: ReadonlyMap<string, Json>;

  /** Those that name somebody by kinds that the workspace knows, without other kinds; from `admit`. */
  admitted: readonly IncomingEvent[];
  /** Items that are not taken, by messageId; from `admit`. */
  readonly refused: Map<string, Problem>;
  /** Those that are no duplicates, in order; from `dedupe`. */
  fresh: readonly IncomingEvent[];
  /** Identities that were known before the batch; from `dedupe`. */
  known: Known;
  /** By what each fresh event names its customer; from `dedupe`. */
  named: readonly NamedBy[];
  /** What of the identities is tied, made and joined; from `identify`. */
  resolved: Resolved | undefined;
  /** Fresh events with their ids and customers; from `identify`. */
  events: readonly AcceptedEvent[];
  /** The events' customers under their locks, by id; from `lock`. `profile` replaces those that change. */
  readonly customers: Map<string, LockedCustomer>;
  /** Their traits as they were before the batch; from `lock`. */
  readonly traitsBefore: Map<string, Properties>;
  /** Not accepted before this moment: a turn of a run may be ahead of the clock. */
  readonly notBefore?: number | undefined;
  /** The moment of acceptance, read under the locks; from `lock`. */
  acceptedAt: number;
  /** The live journeys; from `lock` on as they are under the locks. */
  published: PublishedJourneys;
  /** Open runs of the customers whose events may reach or open runs, and the definitions they follow; from `lock`. */
  openRuns: readonly OpenRun[];
  definitions: Definitions;
  /** What conditions look back to, by customer, up to the event that is being looked at; from `profile`. */
  readonly histories: Map<string, CustomerHistory>;
  /** Entries that events meet, with the traits as they were when each event came; from `profile`. */
  readonly candidates: Candidate[];
  /** Entries that opened no run, for counting; from `profile` and `runs`. */
  readonly blocked: BlockedEntry[];
  /** Watched traits that an event has changed, by its id; from `profile`. */
  readonly changedTraits: Map<string, readonly string[]>;
  /** Of entries without an event: why they opened nothing, by the event's id. */
  readonly notEntered: Map<string, NotEntered>;
  /** For the sender, by event. */
  readonly warnings: Map<string, readonly Problem[]>;
  readonly effects: Effects;
}

/** What a batch writes. */
export interface Effects {
  readonly events: AcceptedEvent[];
  /** Customers whose traits changed; the values are those of `Batch.customers`. */
  readonly changedCustomers: Set<string>;
  readonly members: ({ readonly customerId: string } & MembershipChange)[];
  readonly runs: NewRun[];
  /** Runs that count for what a journey lets in. */
  readonly entryCounts: EntryCount[];
  /** Moments of entries by date that have to be computed again. */
  readonly dates: ChangedDate[];
  /** Stored runs that give their place to one of these. */
  readonly restarted: string[];
  /** Stored runs whose entry is another event from now on. */
  readonly refreshed: { readonly journeyRunId: string; readonly entryEventId: string }[];
  /** Arms that say whether a run is in the books only. */
  readonly arms: StoredArm[];
  /** Goals that runs reached, open and ended ones. */
  readonly goals: NewGoal[];
  readonly inputs: NewInput[];
  /** Runs that need a turn, in the order in which they were found. */
  readonly outbox: OutboxEntry[];
  /** Messages are locked last. */
  readonly feedback: FeedbackEffect[];
}

export type Stage = (batch: Batch) => Promise<void>;

type Start = Pick<
  Batch,
  'trx' | 'load' | 'database' | 'publishedJourneys' | 'workspace' | 'incoming' | 'published' | 'notBefore' | 'lane'
> & {
  readonly revisits?: ReadonlyMap<string, ReadonlyMap<string, SegmentLook>>;
  readonly values?: Batch['values'];
};

export function beginBatch(start: Start): Batch {
  return {
    ...start,
    revisits: new Map(start.revisits),
    values: start.values ?? new Map(),
    admitted: [],
    refused: new Map(),
    fresh: [],
    known: new Map(),
    named: [],
    resolved: undefined,
    events: [],
    customers: new Map(),
    traitsBefore: new Map(),
    acceptedAt: Number.NaN,
    openRuns: [],
    definitions: new Map(),
    histories: new Map(),
    candidates: [],
    blocked: [],
    changedTraits: new Map(),
    notEntered: new Map(),
    warnings: new Map(),
    effects: {
      events: [],
      changedCustomers: new Set(),
      members: [],
      runs: [],
      entryCounts: [],
      dates: [],
      restarted: [],
      refreshed: [],
      arms: [],
      goals: [],
      inputs: [],
      outbox: [],
      feedback: [],
    },
  };
}

export function warn({ warnings }: Batch, eventId: string, ...problems: readonly Problem[]): void {
  if (problems.length > 0) warnings.set(eventId, [...(warnings.get(eventId) ?? []), ...problems]);
}
