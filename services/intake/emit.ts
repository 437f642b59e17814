import { newId } from '../../core/base/id.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { directEntryNames } from '../../core/journey/definition/index.ts';
import { mostDepth } from '../../core/journey/entry.ts';
import type { UpdateEffects } from '../../core/journey/steps/update.ts';
import type { Customer } from '../../store/customers/customers.ts';
import type { Database, Load, Transaction } from '../../store/database/database.ts';
import { findDepthOfRun } from '../../store/events/events.ts';
import type { LockedRun } from '../../store/runs/runs.ts';
import { type Batch, beginBatch } from './batch.ts';
import { limits } from './call-schema.ts';
import type { AcceptedEvent } from './event.ts';
import { publishedJourneysOf } from './published-journeys.ts';
import { flush } from './stages/flush.ts';
import { stagesOfRun } from './stages/index.ts';

/** The turn of the run that does it: its transaction holds the customer's and the run's lock. */
export interface EmittingTurn {
  readonly database: Database;
  readonly trx: Transaction;
  readonly load: Load;
  readonly run: LockedRun;
  readonly customer: Customer;
  readonly now: number;
}

/**
 * Takes in what a run does, by the stages of intake, in the turn's own transaction: events are stored, traits change by
 * their time, goals are reached, open runs are notified (this one too, which then takes it in the same turn), journeys entered.
 * All runs that are written to belong to the customer, whose lock is held, so the order of locks is kept.
 * The event's depth is one more than that of all inputs of the run. Gives the codes of what was held back.
 */
export async function acceptFromRun(
  turn: EmittingTurn,
  place: object,
  { traits, event }: UpdateEffects,
): Promise<readonly string[]> {
  const isTooLarge = event !== undefined && sizeOf(event.properties) > limits.event;
  const batch = await acceptEvents(turn, place, [
    ...(Object.keys(traits).length === 0 ? [] : [{ type: 'identify', name: 'identify', properties: traits } as const]),
    ...(event && !isTooLarge ? [{ type: 'track', ...event } as const] : []),
  ]);
  const warned = [...batch.warnings.values()].flat().map(({ code }) => code);
  return isTooLarge ? [...warned, 'event-too-large'] : warned;
}

/** The run that took the customer in, a new one or one that the entry refreshed; or why none did. */
export type EnteredFromRun = { readonly journeyRunId: string; readonly inBooks: boolean } | { readonly rule: string };

/** Lets the run's customer enter another journey, in the same way. */
export async function enterFromRun(
  turn: EmittingTurn,
  place: object,
  journey: string,
  properties: Properties,
): Promise<EnteredFromRun> {
  if (sizeOf(properties) > limits.event) return { rule: 'event-too-large' };
  const by = 'hand-off';
  const entry = { type: 'entry', name: directEntryNames[by], properties, enters: { journey, by } } as const;
  const { notEntered, effects } = await acceptEvents(turn, place, [entry]);
  const [rule] = notEntered.values();
  if (rule !== undefined) return { rule };
  const opened = effects.runs.find(({ journeyId }) => journeyId === journey);
  const journeyRunId = opened?.id ?? effects.refreshed[0]?.journeyRunId;
  if (journeyRunId === undefined) throw new Error(`an entry of ${journey} led to no run and to no reason`);
  return { journeyRunId, inBooks: opened?.books !== undefined };
}

const sizeOf = (properties: Properties) => Buffer.byteLength(JSON.stringify(properties));

type OwnEvent = Pick<AcceptedEvent, 'type' | 'name' | 'properties' | 'enters'>;

async function acceptEvents(turn: EmittingTurn, place: object, events: readonly OwnEvent[]): Promise<Batch> {
  const { database, trx, load, run, customer, now } = turn;
  const publishedJourneys = publishedJourneysOf(database);
  const { workspace } = run;
  const published = publishedJourneys.find(workspace) ?? (await publishedJourneys.load(database, load, workspace));
  const depth = Math.min((await findDepthOfRun(trx, run.id)) + 1, mostDepth);
  const ownEvent = (part: OwnEvent): AcceptedEvent => {
    const id = newId();
    const context = { journey: { ...place } };
    return {
      ...part,
      id,
      messageId: id,
      userId: undefined,
      anonymousId: undefined,
      customerId: customer.id,
      context,
      timestamp: now,
      depth,
    };
  };
  const batch = beginBatch({
    database,
    trx,
    load,
    publishedJourneys,
    workspace,
    incoming: [],
    published,
    notBefore: now,
  });
  batch.events = events.map(ownEvent);
  for (const stage of stagesOfRun) {
    if (stage === flush) withoutOwnTurn(batch.effects.outbox, run.id);
    await stage(batch);
  }
  return batch;
}

/** The run itself takes what it is notified of in this very turn. */
function withoutOwnTurn(outbox: { readonly journeyRunId: string }[], journeyRunId: string): void {
  for (let index = outbox.length - 1; index >= 0; index -= 1)
    if (outbox[index]?.journeyRunId === journeyRunId) outbox.splice(index, 1);
}
