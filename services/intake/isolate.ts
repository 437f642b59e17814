import { PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import type { Acceptance } from './accept.ts';
import type { IncomingEvent } from './event.ts';
import { type CustomerGroup, customerGroupsOf, eventOf, type Item, itemsOf, type Request } from './request.ts';

/**
 * Finds the items for which a batch was refused, beside the batches that go on being committed. One transaction at a time:
 *   WIDE: groups together ─accepted─▶ done;  ─refused─▶ four parts of them, one level deeper
 *   DEEP: one group, item after item in its order ─accepted─▶ done;  ─refused─▶ four parts, the first of them next
 *         one item ─refused─▶ answered, and the group goes on behind it
 * The widest part is tried first: good items that shared a batch with bad ones are accepted after a few transactions, however
 * many items are bad. Every fifth time the deepest is tried, so that groups advance while others arrive. The customers of a
 * group are held until it is decided: later events about them have to wait, or they would be out of order.
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
  | { readonly kind: 'wide'; readonly incident: Incident; readonly groups: readonly CustomerGroup[] }
  | {
      readonly kind: 'deep';
      readonly incident: Incident;
      readonly group: CustomerGroup;
      readonly parts: readonly Item[][];
    };

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

  async function tryWide({ incident, groups }: Work & { kind: 'wide' }, level: number): Promise<void> {
    const items = undecided(groups.flatMap((group) => group.items));
    const error = await tryItems(incident, items);
    if (error === undefined) return release(groups);
    if (items.length === 1) {
      await refuse(incident, items[0] as Item, error);
      return release(groups);
    }
    const [only] = groups;
    if (groups.length === 1 && only) {
      levels[DEEP]?.push({ kind: 'deep', incident, group: only, parts: partsOf(items) });
      return;
    }
    for (const part of partsOf(groups)) levels[level + 1]?.push({ kind: 'wide', incident, groups: part });
  }

  async function tryDeep({ incident, group, parts: [first = [], ...others] }: Work & { kind: 'deep' }): Promise<void> {
    const items = undecided(first);
    const error = await tryItems(incident, items);
    let left = others;
    if (error !== undefined && items.length > 1) left = [...partsOf(items), ...others];
    else if (error !== undefined) await refuse(incident, items[0] as Item, error);
    if (left.length === 0) return release([group]);
    levels[DEEP]?.push({ kind: 'deep', incident, group, parts: left });
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

  function release(groups: readonly CustomerGroup[]): void {
    const identities = groups.flatMap((group) => group.identities);
    for (const identity of identities) held.delete(identity);
    options.released(identities);
  }

  return {
    take(requests) {
      const [first] = requests;
      if (!first) return;
      const groups = customerGroupsOf(requests.flatMap(itemsOf));
      for (const { identities } of groups) for (const identity of identities) held.add(identity);
      const incident = { workspace: first.workspace, hasAccepted: false };
      // The whole was refused just now: its parts are next.
      for (const part of partsOf(groups)) levels[0]?.push({ kind: 'wide', incident, groups: part });
      start();
    },
    holds: (identity) => held.has(identity),
    rejectAll(error) {
      const works = levels.flatMap((level) => level.splice(0));
      const groups = works.flatMap((work) => (work.kind === 'wide' ? work.groups : [work.group]));
      for (const { items } of groups) for (const { request } of undecided(items)) options.reject(request, error);
      release(groups);
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
