import { TemporaryFailure } from '../base/failure.ts';
import type { Acceptance } from './accept.ts';
import type { IncomingEvent } from './event.ts';

/**
 * Turns requests into batches. One commit runs at a time; whatever comes meanwhile is the next batch. Nobody waits for a
 * batch to fill, and under load batches grow by themselves.
 *   IDLE ─request─▶ COMMITTING ─done, none waiting─▶ IDLE;  ─done, some waiting─▶ COMMITTING
 * A batch takes whole requests up to `maxBatch` events (a larger request goes alone). When the commit fails, each request
 * of the batch hears of it and its sender tries again. More than `maxWaiting` events waiting: 503, not a growing heap.
 * Trade-off: one commit at a time keeps a customer's events in the order they came to this process.
 */
export interface Collector {
  submit(workspace: string, events: readonly IncomingEvent[]): Promise<Acceptance[]>;
  /** Resolves when everything submitted so far is decided. */
  drained(): Promise<void>;
  waiting(): number;
}

interface Request {
  readonly workspace: string;
  readonly events: readonly IncomingEvent[];
  readonly resolve: (acceptances: Acceptance[]) => void;
  readonly reject: (error: unknown) => void;
}

export function createCollector(
  accept: (workspace: string, events: readonly IncomingEvent[]) => Promise<Acceptance[]>,
  { maxBatch = 500, maxWaiting = 20_000 }: { maxBatch?: number; maxWaiting?: number } = {},
): Collector {
  let queue: Request[] = [];
  let waiting = 0;
  let committing: Promise<void> | undefined;

  async function commitAll(): Promise<void> {
    while (queue.length > 0) {
      const batch = nextBatch();
      const events = batch.flatMap((request) => request.events);
      try {
        const acceptances = await accept((batch[0] as Request).workspace, events);
        let from = 0;
        for (const request of batch) {
          request.resolve(acceptances.slice(from, from + request.events.length));
          from += request.events.length;
        }
      } catch (error) {
        for (const request of batch) request.reject(error);
      }
      waiting -= events.length;
    }
  }

  function nextBatch(): Request[] {
    const workspace = queue[0]?.workspace;
    let size = 0;
    let end = 0;
    for (const request of queue) {
      if (end > 0 && (request.workspace !== workspace || size + request.events.length > maxBatch)) break;
      size += request.events.length;
      end += 1;
    }
    const batch = queue.slice(0, end);
    queue = queue.slice(end);
    return batch;
  }

  return {
    submit(workspace, events) {
      if (events.length === 0) return Promise.resolve([]);
      if (waiting + events.length > maxWaiting && waiting > 0) {
        return Promise.reject(
          new TemporaryFailure('intake-busy', `${waiting} events are waiting`, { retryAfter: 1_000 }),
        );
      }
      waiting += events.length;
      return new Promise((resolve, reject) => {
        queue.push({ workspace, events, resolve, reject });
        committing ??= commitAll().finally(() => {
          committing = undefined;
        });
      });
    },
    async drained() {
      await committing;
    },
    waiting: () => waiting,
  };
}
