import { PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import type { Acceptance } from './accept.ts';
import type { IncomingEvent } from './event.ts';
import { createIsolation, mayBeOneItems } from './isolate.ts';
import { type Item, identitiesOf, itemsOf, type Request } from './request.ts';
import { createWaiting } from './waiting.ts';

/**
 * Turns requests into batches. One commit runs at a time; the requests that come meanwhile are the next batch. No
 * request waits for a batch to fill, and under load batches grow by themselves.
 *   IDLE ─request─▶ COMMITTING ─done, none waiting─▶ IDLE;  ─done, some waiting─▶ COMMITTING
 * A batch takes requests of all senders in turns, up to `maxBatch` events. A larger request is cut into parts of that size,
 * so that it holds up nobody for longer than one batch; its sender gets one answer when all parts are decided. More waiting
 * than there is room for (see waiting.ts): 503 for the sender who has too much of it, not a growing heap.
 *
 * When a commit fails:
 *   what was sent may be the reason     the batch is isolated (isolate.ts), beside the next batches; requests about the same
 *                                       people are parked until that is decided, which keeps a customer's order
 *   the server can't do its work        each request of the batch fails and its sender tries again: of a request in parts,
 *                                       the later parts are not tried, and those that are stored are duplicates then
 *   the server does not answer at all   so does everybody who waits: each of them would wait as long for the same
 * Trade-off: one commit at a time keeps a customer's events in the order they came to this process from one sender.
 */
export interface Collector {
  /** `sender`: any name under which waiting requests share the limit. */
  submit(workspace: string, events: readonly IncomingEvent[], sender: string): Promise<Acceptance[]>;
  /** Resolves when everything submitted so far is decided. */
  drained(): Promise<void>;
  /** Events that are not decided. */
  waiting(): number;
  /** For how long calls have waited without a commit, in milliseconds; 0 while none waits. */
  stalledMs(): number;
  readonly counts: Readonly<CollectorCounts>;
}

interface CollectorCounts {
  /** Batches that were refused and isolated. */
  isolated: number;
  /** Items that the database refused. */
  refused: number;
  /** Batches and items that ended because their transaction made no progress. */
  noProgress: number;
  /** By performance.now(). */
  committedAt: number | undefined;
}

export interface CollectorOptions {
  readonly maxBatch?: number | undefined;
  /** Events that may be undecided. */
  readonly maxWaiting?: number | undefined;
  /** Makes the answer for an item that the database refuses; without it, the item's request fails. */
  readonly refuse?: ((error: unknown, event: IncomingEvent) => Promise<Acceptance>) | undefined;
}

/** Calls that come so long after the last failure are no part of its stall. */
const STALL_FORGOTTEN_MS = 10_000;

export function createCollector(
  accept: (workspace: string, events: readonly IncomingEvent[]) => Promise<Acceptance[]>,
  { maxBatch = 500, maxWaiting = 20_000, refuse = (error) => Promise.reject(error) }: CollectorOptions = {},
): Collector {
  const queue = createWaiting(maxWaiting);
  const counts: CollectorCounts = { isolated: 0, refused: 0, noProgress: 0, committedAt: undefined };
  const stall = createStall();
  /** Requests about people that are held, in the order they came to their turn. */
  let parked: Request[] = [];
  let parkedIdentities = new Set<string>();
  /** People of parked requests are free again. */
  let mayUnpark = false;
  let committing: Promise<void> | undefined;

  const isolation = createIsolation({
    accept: counted,
    async refuse(error, event) {
      const answer = await refuse(error, event);
      counts.refused += 1;
      return answer;
    },
    settle,
    reject,
    released(identities) {
      if (!identities.some((identity) => parkedIdentities.has(identity))) return;
      mayUnpark = true;
      start();
    },
  });

  async function counted(workspace: string, events: readonly IncomingEvent[]): Promise<Acceptance[]> {
    try {
      const acceptances = await accept(workspace, events);
      counts.committedAt = performance.now();
      stall.committed();
      return acceptances;
    } catch (error) {
      if (error instanceof PermanentFailure && error.code === 'no-progress') counts.noProgress += 1;
      throw error;
    }
  }

  function settle({ request, index }: Item, acceptance: Acceptance): void {
    if (request.isSettled || request.answers[index] !== undefined) return;
    request.answers[index] = acceptance;
    request.open -= 1;
    if (request.open > 0) return;
    end(request);
    request.resolve(request.answers as Acceptance[]);
  }

  /** The parts of the request that come later fail with it, which keeps a customer's order. */
  function reject(request: Request, error: unknown): void {
    for (let part: Request | undefined = request; part; part = part.nextPart) {
      if (part.isSettled) continue;
      end(part);
      part.reject(error);
    }
  }

  function end(request: Request): void {
    request.isSettled = true;
    queue.free(request);
  }

  function start(): void {
    committing ??= commitAll().finally(() => {
      committing = undefined;
      if (mayUnpark || !queue.isEmpty()) start(); // they came after the last look
    });
  }

  async function commitAll(): Promise<void> {
    for (let batch = nextBatch(); batch.length > 0; batch = nextBatch()) await commit(batch);
  }

  async function commit(batch: readonly Request[]): Promise<void> {
    const { workspace } = batch[0] as Request;
    const items = batch.flatMap(itemsOf);
    try {
      const acceptances = await counted(
        workspace,
        batch.flatMap(({ events }) => events),
      );
      for (const [index, item] of items.entries()) settle(item, acceptances[index] as Acceptance);
    } catch (error) {
      failed(batch, error);
    }
  }

  function failed(batch: readonly Request[], error: unknown): void {
    if (mayBeOneItems(error)) {
      counts.isolated += 1;
      isolation.take(batch);
      return;
    }
    stall.failed();
    for (const request of batch) reject(request, error);
    if (!(error instanceof TemporaryFailure && error.code === 'database-silent')) return;
    for (const request of [...parked.splice(0), ...queue.clear()]) reject(request, error);
    parkedIdentities.clear();
    isolation.rejectAll(error);
  }

  /** Those that were parked go first: they came before all that still wait. */
  function nextBatch(): Request[] {
    const batch = mayUnpark ? unpark() : [];
    return batch.length > 0 ? batch : queue.take(maxBatch, parkIfHeld);
  }

  function peopleOf(request: Request): string[] {
    return request.events.flatMap((event) => identitiesOf(request.workspace, event));
  }

  function park(request: Request, people: readonly string[]): void {
    parked.push(request);
    for (const identity of people) parkedIdentities.add(identity);
  }

  /** Parks a request about people that are held, or that an earlier parked one is about. */
  function parkIfHeld(request: Request): boolean {
    if (request.isSettled) return true; // it failed with an earlier part
    if (isolation.ended() === undefined && parked.length === 0) return false;
    const people = peopleOf(request);
    const isHeld = people.some((identity) => isolation.holds(identity) || parkedIdentities.has(identity));
    if (isHeld) park(request, people);
    return isHeld;
  }

  function unpark(): Request[] {
    const all = parked;
    const batch: Request[] = [];
    let size = 0;
    mayUnpark = false;
    parked = [];
    parkedIdentities = new Set();
    for (const request of all) {
      if (parkIfHeld(request)) continue;
      const { workspace, events } = request;
      if (batch.length === 0 || (workspace === batch[0]?.workspace && size + events.length <= maxBatch)) {
        batch.push(request);
        size += events.length;
      } else {
        park(request, peopleOf(request));
        mayUnpark = true;
      }
    }
    return batch;
  }

  function addInParts(workspace: string, events: readonly IncomingEvent[], sender: string): Promise<Acceptance[][]> {
    const parts: Request[] = [];
    const decided: Promise<Acceptance[]>[] = [];
    for (let from = 0; from < events.length; from += maxBatch) {
      const own = events.slice(from, from + maxBatch);
      const decision = new Promise<Acceptance[]>((resolve, rejectPart) => {
        const answers = own.map(() => undefined);
        const open = own.length;
        parts.push({ workspace, sender, events: own, answers, open, isSettled: false, resolve, reject: rejectPart });
      });
      decided.push(decision);
    }
    for (const [index, part] of parts.entries()) {
      part.nextPart = parts[index + 1];
      queue.add(part);
    }
    start();
    return Promise.all(decided);
  }

  return {
    submit(workspace, events, sender) {
      if (events.length === 0) return Promise.resolve([]);
      if (!queue.hasRoom(sender, events.length)) {
        return Promise.reject(
          new TemporaryFailure('intake-busy', `${queue.events()} events are waiting`, { retryAfter: 1_000 }),
        );
      }
      stall.waits(queue.events() > 0);
      return addInParts(workspace, events, sender).then((acceptances) => acceptances.flat());
    },
    async drained() {
      for (let busy = committing ?? isolation.ended(); busy; busy = committing ?? isolation.ended()) await busy;
    },
    waiting: () => queue.events(),
    stalledMs: () => (queue.events() > 0 ? stall.forMs() : 0),
    counts,
  };
}

/** Since when calls have come without a commit: since the last one, or since the first call that came to an idle collector. */
function createStall() {
  let since = 0;
  let failedAt = Number.NEGATIVE_INFINITY;
  return {
    /** A call comes, while others wait or not. */
    waits(others: boolean) {
      const now = performance.now();
      if (!others && now - failedAt > STALL_FORGOTTEN_MS) since = now;
    },
    committed() {
      since = performance.now();
    },
    failed() {
      failedAt = performance.now();
    },
    forMs: () => performance.now() - since,
  };
}
