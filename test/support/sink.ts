import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'svix';

/**
 * A receiver of webhooks that can be counted, and that fails on command: a real HTTP server that workers in other
 * processes post to by `url` and `secret`. Signatures are verified with svix's library. It behaves as a good receiver
 * does: the first request with a key is an *effect*, every further one a re-send, counted beside it and without effect.
 *
 * What counts is what a receiver would have done. A request that is failed, redirected, or whose connection dropped on
 * connect has no effect; one that is answered late, never, or whose connection drops before the answer, has.
 */
export interface Sink {
  readonly url: string;
  readonly secret: string;
  /** By key (`webhook-id`), in the order of their first arrival. */
  effects(): ReadonlyMap<string, Effect>;
  readonly counts: Readonly<Counts>;
  /** Takes each request, and answers it after so long. */
  answerAfter(milliseconds: number): void;
  /** Answers the next requests with this status, taking none of them. */
  fail(status: number, times?: number, headers?: Readonly<Record<string, string>>): void;
  /** Drops the next connections before anything is read, or the next requests once they are taken. */
  drop(moment: 'on-connect' | 'before-answer', times?: number): void;
  /** Answers every request with a redirect: to itself, unless another place is given. */
  redirect(location?: string): void;
  /** Takes every request and answers none. */
  hang(): void;
  /** Ends what `answerAfter`, `fail`, `drop`, `redirect` and `hang` began. */
  behave(): void;
  /** Behaves, and forgets what came. */
  clear(): void;
  stop(): Promise<void>;
}

interface Effect {
  /** 1 and the re-sends. */
  readonly times: number;
  /** Of the first request, parsed. */
  readonly body: unknown;
  /** When it came, epoch milliseconds with fractions. */
  readonly at: number;
}

interface Counts {
  connections: number;
  requests: number;
  /** Requests whose signature is not right. */
  unsigned: number;
  /** Requests to where `redirect` points to. */
  followed: number;
  /** Connections that the other side closed on an answer that was delayed. */
  givenUp: number;
}

interface Behaviour {
  delayMs: number;
  fail: { status: number; left: number; headers: Readonly<Record<string, string>> };
  drop: { 'on-connect': number; 'before-answer': number };
  redirect: string | undefined;
  hangs: boolean;
}

const good = (): Behaviour => ({
  delayMs: 0,
  fail: { status: 0, left: 0, headers: {} },
  drop: { 'on-connect': 0, 'before-answer': 0 },
  redirect: undefined,
  hangs: false,
});

export async function startSink(): Promise<Sink> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const verifier = new Webhook(secret);
  const effects = new Map<string, { times: number; body: unknown; at: number }>();
  const counts: Counts = { connections: 0, requests: 0, unsigned: 0, followed: 0, givenUp: 0 };
  let now = good();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.timeOrigin + performance.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (request.url === '/redirected') {
      counts.followed += 1;
      return void response.writeHead(204).end();
    }
    counts.requests += 1;
    if (now.redirect !== undefined) return void response.writeHead(302, { location: now.redirect }).end();
    if (now.fail.left > 0) {
      now.fail.left -= 1;
      return void response.writeHead(now.fail.status, now.fail.headers).end('failed on command');
    }
    const key = String(request.headers['webhook-id']);
    let body: unknown;
    try {
      body = verifier.verify(Buffer.concat(chunks), request.headers as Record<string, string>);
    } catch {
      counts.unsigned += 1;
      return void response.writeHead(401).end();
    }
    const effect = effects.get(key);
    if (effect) effect.times += 1;
    else effects.set(key, { times: 1, body, at });
    if (now.drop['before-answer'] > 0) {
      now.drop['before-answer'] -= 1;
      return void request.socket.destroy();
    }
    response.once('close', () => {
      if (!response.writableFinished) counts.givenUp += 1;
    });
    if (now.hangs) return;
    if (now.delayMs > 0) await pause(now.delayMs, undefined, { ref: false });
    response.writeHead(204).end();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy()); // the sender hung up while it was still sending
  });
  server.on('connection', (socket) => {
    counts.connections += 1;
    if (now.drop['on-connect'] === 0) return;
    now.drop['on-connect'] -= 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `${origin}/hook`,
    secret,
    counts,
    effects: () => effects,
    answerAfter: (milliseconds) => {
      now.delayMs = milliseconds;
    },
    fail: (status, times = 1, headers = {}) => {
      now.fail = { status, left: times, headers };
    },
    drop: (moment, times = 1) => {
      now.drop[moment] = times;
    },
    redirect: (location = `${origin}/redirected`) => {
      now.redirect = location;
    },
    hang: () => {
      now.hangs = true;
    },
    behave: () => {
      now = good();
    },
    clear: () => {
      now = good();
      effects.clear();
      for (const name of Object.keys(counts) as (keyof Counts)[]) counts[name] = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
