import type { Acceptance } from './accept.ts';
import type { IncomingEvent } from './event.ts';

/** One call of `submit`, until it is decided. */
export interface Request {
  readonly workspace: string;
  readonly sender: string;
  readonly events: readonly IncomingEvent[];
  /** What became of the events so far, each at its place. */
  readonly answers: (Acceptance | undefined)[];
  /** Events without an answer. */
  open: number;
  isSettled: boolean;
  readonly resolve: (acceptances: Acceptance[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One event of a request. */
export interface Item {
  readonly request: Request;
  readonly place: number;
}

export function eventOf({ request, place }: Item): IncomingEvent {
  return request.events[place] as IncomingEvent;
}

export function itemsOf(request: Request): Item[] {
  return request.events.map((_, place) => ({ request, place }));
}

/** Who an event speaks of, by both kinds of identity: the names under which order is kept. */
export function identitiesOf(workspace: string, { userId, anonymousId }: IncomingEvent): string[] {
  return [
    ...(userId === undefined ? [] : [`${workspace}\nuser\n${userId}`]),
    ...(anonymousId === undefined ? [] : [`${workspace}\nanonymous\n${anonymousId}`]),
  ];
}

/** Items that speak of the same people, directly or through one another, in their order. */
export interface Circle {
  readonly identities: readonly string[];
  readonly items: readonly Item[];
}

/** Parts items into circles: no identity stands in two of them, so they may be taken in any order. */
export function circlesOf(items: readonly Item[]): Circle[] {
  const parents = items.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number; // halves the way: each pass comes nearer to the root
      at = parents[at] as number;
    }
    return at;
  };
  const firstWith = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    for (const identity of identitiesOf(item.request.workspace, eventOf(item))) {
      const first = firstWith.get(identity);
      if (first === undefined) firstWith.set(identity, index);
      else parents[rootOf(index)] = rootOf(first);
    }
  }
  const circles = new Map<number, { identities: string[]; items: Item[] }>();
  const circleAt = (index: number) => {
    const root = rootOf(index);
    const circle = circles.get(root) ?? { identities: [], items: [] };
    circles.set(root, circle);
    return circle;
  };
  for (const [index, item] of items.entries()) circleAt(index).items.push(item);
  for (const [identity, index] of firstWith) circleAt(index).identities.push(identity);
  return [...circles.values()];
}
