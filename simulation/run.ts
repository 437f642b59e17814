import type { Engagement } from '../core/condition/engagement.ts';
import type { CustomerHistory } from '../core/condition/history/history.ts';
import type { Properties } from '../core/condition/schema.ts';
import type { Consents } from '../core/customer/consent.ts';
import type { Books } from '../core/journey/books.ts';
import type { DirectEntry, JourneyDefinition, StepId } from '../core/journey/definition/index.ts';
import type { Input } from '../core/journey/engine/inputs/index.ts';
import { type JobOutcome, type RunState, untouchedRun, type Visit } from '../core/journey/engine/run-state.ts';
import type { EventFact } from '../core/journey/engine/turn.ts';
import { reachGoal } from '../core/journey/goal.ts';
import { engagementOf } from '../core/message/engagement.ts';
import type { CountedMessage } from '../core/message/limits/facts.ts';
import type { Membership } from '../core/segment/evaluate.ts';

/** An event, with how many runs in a row led to it. */
export interface PlayedEvent extends EventFact {
  readonly depth: number;
  /** Set where it is no event of the customer: somebody says that they enter. */
  readonly directly?: DirectEntry | undefined;
}

/** What stories draw from: the same story has the same luck. */
export const storySeed = 'story';

/** A customer and their runs, as PostgreSQL would hold them. Changed in place by world.ts. */
export interface PlayedCustomer {
  readonly id: string;
  /** Experiment ▸ the arm that was drawn for them, or given by the story. */
  readonly arms: Map<string, string>;
  /** Kind ▸ value. */
  readonly identities: Readonly<Record<string, string | undefined>>;
  traits: Properties;
  traitTimes: Readonly<Record<string, number>>;
  consents: Consents;
  /** Why nothing is sent to an address of this channel; undefined: it is not on the suppression list. None unless set. */
  readonly suppressionOf?: (channel: string, address: string) => string | undefined;
  /** Messages that count in caps beside those of these runs, the newest first. None unless set. */
  readonly counted?: readonly CountedMessage[] | undefined;
  /** The moment of the first event. */
  createdAt: number | undefined;
  readonly events: PlayedEvent[];
  /** Segment ▸ whether they are in it, and when that may change by itself. */
  readonly memberships: Map<string, Membership>;
  /** Of a customer who is stored: what they did before, and were sent. */
  readonly past?: CustomerHistory | undefined;
  readonly runs: Run[];
}

export interface Run {
  readonly id: string;
  readonly definition: JourneyDefinition;
  readonly customer: PlayedCustomer;
  readonly key: string | null;
  /** Set of a run in the books only. */
  readonly books?: Books | undefined;
  /** Another one once the run is refreshed. */
  entry: EventFact;
  readonly inputs: Input[];
  consumed: number;
  /** Since when it waits for room in its journey; undefined: it does not. */
  queuedAt?: number | undefined;
  state: RunState;
  wakeAt: number | undefined;
  ended: { readonly at: number; readonly reason: string } | undefined;
  /** Visits of other runs that wait for its end. */
  awaitedBy?: readonly { readonly run: Run; readonly visit: number }[] | undefined;
  /** The end of the watch for the journey's goal; undefined: there is none. */
  readonly goalUntil: number | undefined;
  goal: { readonly at: number; readonly event: string; readonly value: number | null } | undefined;
  readonly visits: Map<number, Visit>;
  /** Visit ▸ what a person was asked by it. */
  readonly tasks: Map<number, PlayedTask>;
  /** Visit ▸ its message, as it now is. */
  readonly messages: Map<number, Message>;
}

/** A run that has only its entry. */
export function newRun(
  begun: Pick<Run, 'id' | 'definition' | 'customer' | 'key' | 'goalUntil'> & {
    entry: PlayedEvent;
    books?: Books | undefined;
  },
): Run {
  return {
    ...begun,
    inputs: [{ seq: 1, kind: 'entry', event: begun.entry }],
    ...{ consumed: 0, state: untouchedRun, wakeAt: undefined, ended: undefined, goal: undefined },
    ...{ visits: new Map(), tasks: new Map(), messages: new Map() },
  };
}

/** A task as the store would hold it. Groups have no members in a story: nobody is named until somebody answers. */
export interface PlayedTask {
  readonly step: string;
  readonly visit: number;
  readonly group: string | undefined;
  readonly person: string | undefined;
  readonly instruction: string;
  readonly state: 'open' | 'answered' | 'overdue' | 'cancelled';
  readonly choice: string | undefined;
  readonly by: string | undefined;
  readonly remindedAt: number | undefined;
  readonly escalatedAt: number | undefined;
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
  /** What the rule went by; of one that deferred, until when. */
  readonly ruleValue?: string | undefined;
  /** Since when the same rule has deferred it. */
  readonly deferredSince?: number | undefined;
  readonly at: number;
  /** What the customer has done with it. */
  readonly isOpened: boolean;
  readonly isClicked: boolean;
  /** The address it was sent to. */
  readonly address?: string | undefined;
  /** Whether opens and clicks of it are measured; they are unless said. */
  readonly isMeasured?: boolean | undefined;
}

type WithoutSeq<I> = I extends Input ? Omit<I, 'seq'> : never;
export type StoryInput = WithoutSeq<Input>;

export function append(run: Run, input: StoryInput): void {
  run.inputs.push({ ...input, seq: run.inputs.length + 1 });
}

/** How far the messages of a run have come. Opens and clicks are measured of every message that consent allows it of. */
export function engagementIn({ messages }: Run): ReadonlyMap<StepId, Engagement> {
  const byVisit = [...messages].sort(([a], [b]) => a - b);
  return engagementOf(
    byVisit.map(([, { step, result, isOpened, isClicked, isMeasured = true }]) => ({
      step,
      state: result,
      isDelivered: false,
      isOpened,
      isClicked,
      tracksOpens: isMeasured,
      tracksLinks: isMeasured,
    })),
  );
}

export const messageIdOf = ({ id }: Run, visit: number) => `${id}-message-${visit}`;

/** What every event about a message says, as production has it. */
export function aboutMessage(run: Run, visit: number, { step, channel, template }: Message): Properties {
  const journey = run.definition.id;
  return { message_id: messageIdOf(run, visit), journey_run_id: run.id, journey, step, channel, template };
}

/** The greatest depth among the events of a run, its entry included. */
export function depthOf({ inputs }: Run): number {
  return Math.max(0, ...inputs.map((input) => ('event' in input ? (input.event as PlayedEvent).depth : 0)));
}

/** The run that is due first, by `moment` at the latest; of several the one that was opened first. */
export function nextDue(runs: readonly Run[], moment: number): Run | undefined {
  return runs
    .filter(({ ended, wakeAt }) => !ended && wakeAt !== undefined && wakeAt <= moment)
    .reduce<Run | undefined>(
      (first, run) => (first && (first.wakeAt as number) <= (run.wakeAt as number) ? first : run),
      undefined,
    );
}

/** Counts the event for the goal of a run that has not reached it yet. */
export function reachGoalOf(run: Run, event: PlayedEvent, now: number): boolean {
  if (run.goal || run.goalUntil === undefined) return false;
  const watched = { id: run.id, key: run.key, entry: run.entry, goalUntil: run.goalUntil };
  const reached = reachGoal(run.definition, watched, event, run.customer.traits);
  if (!reached) return false;
  run.goal = { at: now, event: event.name, value: reached.value };
  return true;
}
