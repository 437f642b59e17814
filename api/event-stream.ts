import type { Response } from 'express';

/** Server-sent events on a response. */
export interface EventStream {
  /** `id`: the position to go on from, as readers send it back. */
  send(event: string, data: unknown, id?: number): void;
  /** Keeps proxies from closing a quiet connection. */
  heartbeat(): void;
  end(reason: string): void;
  /** Has the reader taken what it was sent? */
  isKeepingUp(): boolean;
}

/** `mostBacklog`: bytes that a reader may leave in its socket; then the stream ends and the reader connects again. */
export function eventStreamOn(response: Response, { mostBacklog }: { readonly mostBacklog: number }): EventStream {
  const send: EventStream['send'] = (event, data, id) => {
    if (response.writableEnded) return;
    response.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  return {
    send,
    heartbeat: () => void response.write(': still here\n\n'),
    end(reason) {
      send('end', { reason });
      response.end();
    },
    isKeepingUp: () => response.writableLength <= mostBacklog,
  };
}

/** The head of the answer, and after how many milliseconds a reader whose connection broke connects again. */
export function beginEventStream(response: Response, { retryMs }: { readonly retryMs: number }): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no', // nginx would hold events back
    'X-Content-Type-Options': 'nosniff',
  });
  response.write(`retry: ${retryMs}\n: connected\n\n`);
}
