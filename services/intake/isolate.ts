import { PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import type { Acceptance } from './accept.ts';
import type { IncomingEvent } from './event.ts';
import { type Circle, circlesOf, eventOf, type Item, itemsOf, type Request } from './request.ts';

/**
 * Finds the items for which a batch was refused, beside the batches that go on being committed. One transaction at a time:
 *   WIDE: circles together ─accepted─▶ done;  ─refused─▶ four parts of them, one level deeper
 *   DEEP: one circle, item after item in its order ─accepted─▶ done;  ─refused─▶ four parts, the first of them next
 *         one item ─refused─▶ answered, and the circle goes on behind it
 * The widest part is tried first: good items that shared a batch with bad ones are accepted after a few transactions, however
 * many items are bad. Every fifth time the deepest is tried, so that circles advance while others arrive. The customers of a
 * circle are held until it is decided: later events about them have to wait, or they would be out of order.
 */
export interface Isolation {
  take(requests: readonly Request[]): void;
  holds(identity: string): boolean;
  /** Rejects everything that is being isolated. */
  rejectAll(error: unknown): void;
  /** Resolves when nothing is left to isolate. */
  ended(): Promise<void> | undefined;
}

export interface IsolationOptions {
  /** One transaction, as for a batch. */
  readonly accept: (workspace: string, events: readonly IncomingEvent[]) => Promise<Acceptance[]>;
  /** Makes the answer for an item that can't be accepted even alone. */
  readonly refuse: (error: unknown, event: IncomingEvent) => Promise<Acceptance>;
  readonly settle: (item: Item, acceptance: Acceptance) => void;
  readonly reject: (request: Request, error: unknown) => void;
  /** These people are no longer held. */
  readonly released: (identities: readonly string[]) => void;
}

/** May the error be the fault of one item? Not that of a server that can't do its work, nor of a statement or table of ours. */
export function mayBeOneItems(error: unknown): boolean {
  if (error instanceof TemporaryFailure) return false;
  return !(error instanceof PermanentFailure && /^database-(?!xx)/.test(error.code));
}

/** The item is refused even if no other of its batch is accepted: the error speaks of what was sent. */
export function isOfData(error: unknown): boolean {
  return error instanceof PermanentFailure && (error.code === 'data-refused' || error.code === 'no-progress');
}

/** A batch that was refused. */
interface Incident {
  readonly workspace: string;
  hasAccepted: boolean;
}

type Work =
  | { readonly kind: 'wide'; readonly incident: Incident; readonly circles: readonly Circle[] }
  | { readonly kind: 'deep'; readonly incident: Incident; readonly circle: Circle; readonly parts: readonly Item[][] };

const PARTS = 4;
/** No batch is parted so often: 4 to the 20th. */
const DEEP = 20;
const DEEP_TURN = 5;

export function createIsolation(options: IsolationOptions): Isolation {
  const levels: Work[][] = Array.from({ length: DEEP + 1 }, () => []);
  const held = new Set<string>();
  let running: Promise<void> | undefined;
  let turns = 0;

  function nextWork(): { work: Work; level: number } | undefined {
    turns += 1;
    const filled = levels.flatMap((works, level) => (works.length > 0 ? [level] : []));
    const level = turns % DEEP_TURN === 0 ? filled.at(-1) : filled[0];
    const work = level === undefined ? undefined : levels[level]?.shift();
    return work && { work, level: level as number };
  }

  function start(): void {
    running ??= run().finally(() => {
      running = undefined;
      if (levels.some((works) => works.length > 0)) start(); // taken after the last look
    });
  }

  async function run(): Promise<void> {
    for (let next = nextWork(); next; next = nextWork()) {
      const { work, level } = next;
      await (work.kind === 'wide' ? tryWide(work, level) : tryDeep(work));
    }
  }

  async function tryWide({ incident, circles }: Work & { kind: 'wide' }, level: number): Promise<void> {
    const items = undecided(circles.flatMap((circle) => circle.items));
    const error = await tryItems(incident, items);
    if (error === undefined) return release(circles);
    if (items.length === 1) {
      await refuse(incident, items[0] as Item, error);
      return release(circles);
    }
    const [only] = circles;
    if (circles.length === 1 && only) {
      levels[DEEP]?.push({ kind: 'deep', incident, circle: only, parts: partsOf(items) });
      return;
    }
    for (const part of partsOf(circles)) levels[level + 1]?.push({ kind: 'wide', incident, circles: part });
  }

  async function tryDeep({ incident, circle, parts: [first = [], ...others] }: Work & { kind: 'deep' }): Promise<void> {
    const items = undecided(first);
    const error = await tryItems(incident, items);
    let left = others;
    if (error !== undefined && items.length > 1) left = [...partsOf(items), ...others];
    else if (error !== undefined) await refuse(incident, items[0] as Item, error);
    if (left.length === 0) return release([circle]);
    levels[DEEP]?.push({ kind: 'deep', incident, circle, parts: left });
  }

  /** Gives the error that may be one item's; every other ends the requests. */
  async function tryItems(incident: Incident, items: readonly Item[]): Promise<unknown> {
    if (items.length === 0) return undefined;
    try {
      const acceptances = await options.accept(incident.workspace, items.map(eventOf));
      incident.hasAccepted = true;
      for (const [index, item] of items.entries()) options.settle(item, acceptances[index] as Acceptance);
      return undefined;
    } catch (error) {
      if (mayBeOneItems(error)) return error;
      for (const { request } of items) options.reject(request, error);
      return undefined;
    }
  }

  /**
   * An error that is not about data may be a fault of ours that affects every item. It counts as the item's only where other
   * items of the batch were accepted.
   */
  async function refuse(incident: Incident, item: Item, error: unknown): Promise<void> {
    if (!isOfData(error) && !incident.hasAccepted) return options.reject(item.request, error);
    options.settle(item, await options.refuse(error, eventOf(item)));
  }

  function release(circles: readonly Circle[]): void {
    const identities = circles.flatMap((circle) => circle.identities);
    for (const identity of identities) held.delete(identity);
    options.released(identities);
  }

  return {
    take(requests) {
      const [first] = requests;
      if (!first) return;
      const circles = circlesOf(requests.flatMap(itemsOf));
      for (const { identities } of circles) for (const identity of identities) held.add(identity);
      const incident = { workspace: first.workspace, hasAccepted: false };
      // The whole was refused just now: its parts are next.
      for (const part of partsOf(circles)) levels[0]?.push({ kind: 'wide', incident, circles: part });
      start();
    },
    holds: (identity) => held.has(identity),
    rejectAll(error) {
      const works = levels.flatMap((level) => level.splice(0));
      const circles = works.flatMap((work) => (work.kind === 'wide' ? work.circles : [work.circle]));
      for (const { items } of circles) for (const { request } of undecided(items)) options.reject(request, error);
      release(circles);
    },
    ended: () => running,
  };
}

/** Items whose request still waits for an answer about them: one that failed was answered, and is sent again as a whole. */
function undecided(items: readonly Item[]): Item[] {
  return items.filter(({ request, index }) => !request.isSettled && request.answers[index] === undefined);
}

/** Up to four parts of about the same size. */
function partsOf<Each>(all: readonly Each[]): Each[][] {
  const size = Math.max(1, Math.ceil(all.length / PARTS));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size));
}
