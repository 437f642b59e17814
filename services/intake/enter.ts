import { groupBy } from '../../core/base/group-by.ts';
import { newId } from '../../core/base/id.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { CustomerHistory } from '../../core/condition/history/history.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { mostTolerance } from '../../core/customer/event-time.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { type DrawFacts, type DrawnArm, keepOrDraw } from '../../core/journey/arms.ts';
import { booksExperiments, drawBooks } from '../../core/journey/books.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { admit, type EntryVerdict, evaluateEntry, mostDepth, mostOpenRuns } from '../../core/journey/entry.ts';
import { goalUntil } from '../../core/journey/goal.ts';
import { mostKeyCharacters } from '../../core/journey/match-trigger.ts';
import { exitTriggers } from '../../core/journey/subscriptions.ts';
import type { Transaction } from '../../store/database/database.ts';
import { findEventsSince, type LaterEvent } from '../../store/events/events.ts';
import { readDraws } from '../../store/experiments/arms.ts';
import { type EndedRuns, findEndedRuns, type NewRun, type OpenRun } from '../../store/runs/runs.ts';
import { type CountedRoom, openEntryRoom } from './entry-room.ts';
import { type AcceptedEvent, isTrigger } from './event.ts';
import type { PublishedJourneys } from './published-journeys.ts';

/** An event that meets an entry rule; whether it opens a run depends on what is stored. */
export interface Candidate {
  readonly event: AcceptedEvent;
  readonly definition: JourneyDefinition;
  readonly version: number;
  readonly key: string | null;
}

type Refused = Exclude<ReturnType<typeof admit>, 'opens' | 'refreshes' | 'restarts'>;

/** Why an event whose name enters a journey opened no run of it. */
export type BlockedBy =
  | Extract<EntryVerdict, { readonly enters: false }>['why']
  | Refused
  | typeof causationDepth
  | typeof entryCap
  | ClosedBy;

/** So many have entered as may: see core/journey/entry-caps.ts. */
export const entryCap = 'entry-cap';

/** The journey lets nobody in: somebody paused it and drops entries, or lets it drain. */
export type ClosedBy = 'paused' | 'draining';

export interface BlockedEntry {
  readonly journeyId: string;
  readonly reason: BlockedBy;
}

/** What an event opens unless stored facts prevent it, and warnings for the sender about entries that its data prevents. */
export interface Entries {
  readonly candidates: readonly Candidate[];
  readonly blocked: readonly BlockedEntry[];
  /** Of an entry without an event: why it opens nothing. */
  readonly notEntered?: NotEntered | undefined;
  readonly warnings: readonly Problem[];
}

/** The entry rules an event meets, with the customer's traits as they were when it came. Pure. */
export function findEntries(
  published: PublishedJourneys,
  event: AcceptedEvent,
  { traits, history }: { readonly traits: Properties; readonly history?: CustomerHistory | undefined },
  now: number,
): Entries {
  if (event.enters) return findDirectEntry(published, event, event.enters, { traits, history }, now);
  const candidates: Candidate[] = [];
  const blocked: BlockedEntry[] = [];
  const warnings: Problem[] = [];
  const entered = isTrigger(event) && !event.isHistorical ? published.enteredBy(event.name) : [];
  if ((event.depth ?? 0) >= mostDepth) {
    blocked.push(...entered.map(({ definition }) => ({ journeyId: definition.id, reason: causationDepth }) as const));
    return { candidates, blocked, warnings: entered.length === 0 ? [] : [tooDeep(event)] };
  }
  for (const { definition, version } of entered) {
    const closed = published.closedBy(definition.id);
    if (closed) blocked.push({ journeyId: definition.id, reason: closed });
    if (closed) continue;
    const judged = evaluateEntry(definition, { ...event, acceptedAt: now }, traits, now, history);
    if (judged.enters) candidates.push({ event, definition, version, key: judged.key });
    else blocked.push({ journeyId: definition.id, reason: judged.why });
    if (!judged.enters && judged.why === 'unfit-key') warnings.push(unfitKey(definition));
  }
  return { candidates, blocked, warnings };
}

/** Why somebody who was to enter a journey does not. */
export const notEnteredReasons = [
  'no-live-version',
  'no-rule',
  'data',
  'filter',
  'too-old',
  'no-key',
  'unfit-key',
  'not-started',
  'over',
  'open',
  'too-many-open',
  're-entry',
  'contradicted',
  'causation-depth',
  'entry-cap',
  'paused',
  'draining',
] as const satisfies readonly (BlockedBy | 'no-live-version')[];
export type NotEntered = (typeof notEnteredReasons)[number];

function findDirectEntry(
  published: PublishedJourneys,
  event: AcceptedEvent,
  { journey, by }: NonNullable<AcceptedEvent['enters']>,
  { traits, history }: Parameters<typeof findEntries>[2],
  now: number,
): Entries {
  const live = published.liveVersion(journey);
  const not = (notEntered: BlockedBy): Entries => ({
    ...{ candidates: [], warnings: [], notEntered },
    blocked: [{ journeyId: journey, reason: notEntered }],
  });
  if (!live) return { candidates: [], blocked: [], warnings: [], notEntered: 'no-live-version' };
  const closed = published.closedBy(journey);
  if (closed) return not(closed);
  if ((event.depth ?? 0) >= mostDepth) return not('causation-depth');
  const { definition, version } = live;
  const judged = evaluateEntry(
    definition,
    { ...event, ...(by !== 'member' && { directly: by }), acceptedAt: now },
    traits,
    now,
    history,
  );
  if (!judged.enters) return not(judged.why);
  return { candidates: [{ event, definition, version, key: judged.key }], blocked: [], warnings: [] };
}

/** The event itself is stored, and open runs hear it. */
function tooDeep({ name, depth }: AcceptedEvent): Problem {
  return {
    code: causationDepth,
    where: name,
    problem: `the event enters nothing: it comes from ${depth} runs that led to one another`,
    remedy: 'Look for journeys that enter each other by the events that they emit.',
    severity: 'warning',
  };
}

/** The rule under which an event that a run emitted enters nothing. */
export const causationDepth = 'causation-depth';

/** The event itself is stored. `where` is the key's path within the call. */
function unfitKey({ id, key }: JourneyDefinition): Problem {
  return {
    code: 'key-unfit',
    where: key?.ref.replace(/^event\./, '') ?? '',
    problem: `no run of "${id}" was opened: its key is longer than ${mostKeyCharacters} characters, no text, or a number beyond 2^53`,
    remedy: 'Send a short id of whole characters; a long number as text.',
    severity: 'warning',
  };
}

/** The event itself is stored. */
export function tooManyOpen({ id }: JourneyDefinition): Problem {
  return {
    code: 'too-many-open-runs',
    where: 'event',
    problem: `no run of "${id}" was opened: the customer has ${mostOpenRuns} open runs of it`,
    remedy: 'Use a key with fewer values, or let runs end sooner.',
    severity: 'warning',
  };
}

/** What is stored about the candidates' customers, by customer; read once for all of them under the customers' locks. */
export interface EntryFacts {
  readonly ended: ReadonlyMap<string, readonly EndedRuns[]>;
  readonly later: ReadonlyMap<string, readonly Omit<LaterEvent, 'acceptedAt'>[]>;
  readonly draws: BooksDraws;
  /** The observation in which runs of a journey begin now; undefined: they are live. */
  readonly observationOf: (journey: string) => string | undefined;
  readonly room: CountedRoom;
}

/** What holdouts and the global control are drawn from; of a batch without either nothing is read. */
export interface BooksDraws {
  readonly globalControlPerMille: number;
  readonly seed: string;
  /** Customer ▸ their arms, with those that this batch has drawn. */
  readonly arms: Map<string, Map<string, string>>;
}

/** `batch`: the events that are being accepted, which are not stored yet but contradict entries as stored ones do. */
export async function loadEntryFacts(
  trx: Transaction,
  candidates: readonly Candidate[],
  {
    events: batch,
    workspace,
    published,
    acceptedAt,
  }: {
    readonly events: readonly AcceptedEvent[];
    readonly workspace: string;
    readonly published: PublishedJourneys;
    readonly acceptedAt: number;
  },
): Promise<EntryFacts> {
  const { perMille } = published.configuration.globalControl;
  const [ended, later, draws] = await Promise.all([
    findEndedRuns(
      trx,
      candidates.map(({ event, definition }) => ({ customerId: event.customerId, journeyId: definition.id })),
    ),
    findEventsSince(
      trx,
      candidates.map(({ event, definition }) => ({
        customerId: event.customerId,
        names: [...new Set(exitTriggers(definition).map((listener) => listener.event))],
        since: event.timestamp - mostTolerance,
      })),
    ),
    readBooksDraws(trx, workspace, candidates, perMille),
  ]);
  const { observationOf } = published;
  const entered = [...new Set(candidates.map(({ definition }) => definition))];
  const room = await openEntryRoom(trx, workspace, entered, { now: acceptedAt, observationOf });
  const byCustomer = ({ customerId }: { customerId: string }) => customerId;
  return {
    ended: groupBy(ended, byCustomer),
    later: groupBy([...later, ...batch.filter(isTrigger)], byCustomer),
    draws,
    ...{ observationOf, room },
  };
}

async function readBooksDraws(
  trx: Transaction,
  workspace: string,
  candidates: readonly Candidate[],
  globalControlPerMille: number,
): Promise<BooksDraws> {
  const asked = candidates.flatMap(({ event, definition }) =>
    booksExperiments(definition, { globalControlPerMille }).map(({ experiment }) => ({ experiment, event })),
  );
  if (asked.length === 0) return { globalControlPerMille, seed: '', arms: new Map() };
  const { seed, arms: stored } = await readDraws(trx, workspace, {
    customerIds: [...new Set(asked.map(({ event }) => event.customerId))],
    experiments: [...new Set(asked.map(({ experiment }) => experiment))],
  });
  const arms = new Map<string, Map<string, string>>();
  for (const { customerId, experiment, arm } of stored) armsOf(arms, customerId).set(experiment, arm);
  return { globalControlPerMille, seed, arms };
}

function armsOf(all: BooksDraws['arms'], customerId: string): Map<string, string> {
  const own = all.get(customerId) ?? new Map<string, string>();
  all.set(customerId, own);
  return own;
}

/** The entry becomes that of an open run. */
export interface Refreshed {
  readonly refreshed: OpenRun;
}

/** A run that opens, and the arms that were drawn for it. */
export interface Entered {
  readonly run: NewRun;
  readonly drawn: readonly DrawnArm[];
  /** The open run that ends by it. */
  readonly restarted: OpenRun | undefined;
}

/** Opens a run for a candidate, given its customer's open runs, or says why not: see `admit`. */
export function enterJourney(
  { event, definition, version, key }: Candidate,
  { ended, later, draws, observationOf, room, open }: EntryFacts & { readonly open: readonly OpenRun[] },
  traits: Properties,
  now: number,
): Entered | Refreshed | Refused | typeof entryCap {
  const { customerId } = event;
  const observation = observationOf(definition.id) ?? null;
  const own = open.filter((run) => run.journeyId === definition.id && run.observation === observation);
  const same = (run: { key: string | null }) => run.key === key;
  const ends = (ended.get(customerId) ?? []).filter(
    (run) => run.journeyId === definition.id && same(run) && [null, observation].includes(run.observation),
  );
  const past = {
    isOpen: own.some(same),
    openRuns: own.length,
    // An observed run counts only for those of its observation; one that was live counts for them, too.
    lastEndedAt: ends.length === 0 ? undefined : Math.max(...ends.map(({ lastEndedAt }) => lastEndedAt)),
    later: (later.get(customerId) ?? []).map((each) => ({ ...each, acceptedAt: now })),
  };
  const answer = admit(definition, { ...event, acceptedAt: now }, past, traits);
  if (answer === 'refreshes') return { refreshed: own.find(same) as OpenRun };
  if (answer !== 'opens' && answer !== 'restarts') return answer;
  const place = room.take(definition);
  if (place === 'full') return entryCap;
  const arms = armsOf(draws.arms, customerId);
  const facts: DrawFacts = { seed: draws.seed, customerId, arms };
  const { books, drawn } = drawBooks(definition, draws, (experiment, shares) => keepOrDraw(facts, experiment, shares));
  // An observed run is no exposure. Its arms are drawn again, alike, when a live run asks for them.
  const exposed = observation === null ? drawn : [];
  for (const { experiment, arm } of exposed) arms.set(experiment, arm);
  const run: NewRun = {
    id: newId(),
    customerId,
    journeyId: definition.id,
    version,
    key,
    observation,
    isParallel: definition.whileOpen === 'parallel',
    isQueued: place === 'queue',
    entryEventId: event.id,
    ...(books && { books }),
    goalUntil: goalUntil(definition, now, timeZoneOf(traits)),
  };
  return { run, drawn: exposed, restarted: answer === 'restarts' ? own.find(same) : undefined };
}
