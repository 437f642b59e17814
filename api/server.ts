import { createServer, type RequestListener, type Server } from 'node:http';
import { expectContinue } from './read-body.ts';

/** How long a sender may take. All in milliseconds. */
export interface ServerTimeouts {
  /** For the headers, from their first byte or from the connection on. */
  readonly headers: number;
  /** For headers and body together. */
  readonly request: number;
  /** How often the two are looked at. */
  readonly look: number;
  /** Without a byte in either direction. */
  readonly silence: number;
}

const timeouts: ServerTimeouts = { headers: 10_000, request: 60_000, look: 2_000, silence: 120_000 };

/**
 * The HTTP server around the API. Who sends slowly is answered 408 and hung up on when the time is over; headers beyond 16
 * KB are answered 431. A sender that asks before it sends its body (Expect: 100-continue) is asked for it only where the
 * body is read, so after its key is known.
 */
export function createApiServer(
  app: RequestListener,
  { headers, request, look, silence }: ServerTimeouts = timeouts,
): Server {
  const server = createServer(
    {
      headersTimeout: headers,
      requestTimeout: request,
      connectionsCheckingInterval: look,
      keepAliveTimeout: 65_000, // longer than common load balancers keep theirs
      maxHeaderSize: 16 * 1024,
    },
    app,
  );
  server.setTimeout(silence);
  server.on('checkContinue', (incoming, response) => {
    expectContinue(incoming);
    app(incoming, response);
  });
  return server;
}
