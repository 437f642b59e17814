import type { Request } from './request.ts';

/**
 * Requests that wait, a queue for each sender, taken in turns: a busy sender waits behind its own requests, not before others.
 * Requests of one sender stay in their order; those of two senders have none until they are answered.
 *
 * Room: all that waits is bounded, and a sender may have waiting as much as is still free. One alone gets half of the
 * room, n get an n+1st part each, and as much is left for the next sender.
 */
export interface Waiting {
  hasRoom(sender: string, events: number): boolean;
  add(request: Request): void;
  /** Requests of one workspace for one transaction, up to `most` events (none is larger). Those that `passOver` takes are left out. */
  take(most: number, passOver: (request: Request) => boolean): Request[];
  /** Takes all. */
  clear(): Request[];
  isEmpty(): boolean;
  /** The request is decided: its room is free. */
  free(request: Request): void;
  events(): number;
}

export function createWaiting(room: number): Waiting {
  /** In the order of their turns; a sender without requests is not in it. */
  const queues = new Map<string, Request[]>();
  /** Events of each sender that are not decided, in a queue or not. */
  const undecided = new Map<string, number>();
  let events = 0;

  function count({ sender, events: { length } }: Request, sign: 1 | -1): void {
    const own = (undecided.get(sender) ?? 0) + sign * length;
    if (own === 0) undecided.delete(sender);
    else undecided.set(sender, own);
    events += sign * length;
  }

  /** The sender's next request, if it may go; requests that are passed over on the way are out of the queue. */
  function head(queue: Request[], passOver: (request: Request) => boolean): Request | undefined {
    while (queue[0] && passOver(queue[0])) queue.shift();
    return queue[0];
  }

  return {
    hasRoom: (sender, more) => events === 0 || (undecided.get(sender) ?? 0) + more <= room - events,
    add(request) {
      count(request, 1);
      const queue = queues.get(request.sender);
      if (queue) queue.push(request);
      else queues.set(request.sender, [request]);
    },
    take(most, passOver) {
      const batch: Request[] = [];
      let size = 0;
      for (let hasTaken = true; hasTaken; ) {
        hasTaken = false; // a round in which no sender's next request fits is the last
        for (const [sender, queue] of [...queues]) {
          const next = head(queue, passOver);
          const fits =
            next !== undefined &&
            (batch.length === 0 || (next.workspace === batch[0]?.workspace && size + next.events.length <= most));
          if (fits) {
            batch.push(next);
            queue.shift();
            size += next.events.length;
            hasTaken = size < most;
          }
          if (fits || queue.length === 0) queues.delete(sender);
          if (fits && queue.length > 0) queues.set(sender, queue); // its turn comes after all others
          if (size >= most) break;
        }
      }
      return batch;
    },
    clear() {
      const all = [...queues.values()].flat();
      queues.clear();
      return all;
    },
    isEmpty: () => queues.size === 0,
    free: (request) => count(request, -1),
    events: () => events,
  };
}
