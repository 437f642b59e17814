import type { Acceptance } from './accept.ts';
import type { IncomingEvent } from './event.ts';

/** One call of `submit`, or a part of a large one, until it is decided. */
export interface Request {
  readonly workspace: string;
  readonly sender: string;
  readonly events: readonly IncomingEvent[];
  /** The answers so far, in the order of the events. */
  readonly answers: (Acceptance | undefined)[];
  /** Events without an answer. */
  open: number;
  isSettled: boolean;
  /** The part of the same call that comes after this one. */
  nextPart?: Request | undefined;
  readonly resolve: (acceptances: Acceptance[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One event of a request. */
export interface Item {
  readonly request: Request;
  readonly index: number;
}

export function eventOf({ request, index }: Item): IncomingEvent {
  return request.events[index] as IncomingEvent;
}

export function itemsOf(request: Request): Item[] {
  return request.events.map((_, index) => ({ request, index }));
}

/** The customer of an event, by all that names them: events with the same identity stay in order. */
export function identitiesOf(workspace: string, event: IncomingEvent): string[] {
  const { userId, anonymousId, identities = [], previousId, customerId } = event;
  const nameOf = (kind: string, value: string) => `${workspace}\n${kind}\n${value}`;
  return [
    ...(customerId === undefined ? [] : [nameOf('customer', customerId)]),
    ...(userId === undefined ? [] : [nameOf('user', userId)]),
    ...(anonymousId === undefined ? [] : [nameOf('anonymous', anonymousId)]),
    ...identities.map(({ kind, value }) => nameOf(`other ${kind}`, value)),
    ...(previousId === undefined ? [] : [nameOf('user', previousId), nameOf('anonymous', previousId)]),
  ];
}

/** Items about the same customers, directly or through shared identities, in their order. */
export interface CustomerGroup {
  readonly identities: readonly string[];
  readonly items: readonly Item[];
}

/** Splits items into groups: no identity is in two of them, so they may be accepted in any order. */
export function customerGroupsOf(items: readonly Item[]): CustomerGroup[] {
  const parents = items.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number; // path halving: each pass shortens the way to the root
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
  const groups = new Map<number, { identities: string[]; items: Item[] }>();
  const groupAt = (index: number) => {
    const root = rootOf(index);
    const group = groups.get(root) ?? { identities: [], items: [] };
    groups.set(root, group);
    return group;
  };
  for (const [index, item] of items.entries()) groupAt(index).items.push(item);
  for (const [identity, index] of firstWith) groupAt(index).identities.push(identity);
  return [...groups.values()];
}
