import { request } from 'node:http';
import { connect } from 'node:net';
import type { Exchange } from './case.ts';

export interface Outcome {
  /** Undefined: there was no answer. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Why there was no answer: "timeout", "closed", or an error's code. */
  readonly fault: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Nobody waits longer for an answer; the slowest good one takes a fraction of it. */
const PATIENCE_MS = 12_000;

export interface Way {
  readonly port: number;
  /** Ours: each case comes from another sender's. */
  readonly localAddress: string;
}

/** One exchange over a connection of its own. Never rejects. */
export function sendExchange(exchange: Exchange, way: Way): Promise<Outcome> {
  return exchange.raw ? sendRaw(exchange.raw, way) : sendRequest(exchange, way);
}

function sendRequest({ method, path, headers, body, isChunked }: Exchange, way: Way): Promise<Outcome> {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const settle = (part: Partial<Outcome>) =>
      resolve({
        status: undefined,
        headers: {},
        body: '',
        fault: undefined,
        ...part,
        startedAt,
        endedAt: Date.now(),
      });
    const length = body && !isChunked ? { 'content-length': String(body.length) } : {};
    const sent = request(
      {
        host: '127.0.0.1',
        ...way,
        method,
        path,
        headers: { ...headers, ...length } as Record<string, string>,
        agent: false,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        const end = () => {
          settle({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() });
          sent.destroy();
        };
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('end', end).once('error', end).once('close', end);
      },
    );
    sent.setTimeout(PATIENCE_MS, () => {
      settle({ fault: 'timeout' });
      sent.destroy();
    });
    sent.once('upgrade', (answer, socket) => {
      settle({ status: answer.statusCode });
      socket.destroy();
    });
    sent.once('connect', (answer, socket) => {
      settle({ status: answer.statusCode });
      socket.destroy();
    });
    sent.on('error', (error: NodeJS.ErrnoException) => settle({ fault: error.code ?? error.message }));
    sent.once('close', () => settle({ fault: 'closed' }));
    if (isChunked && body)
      for (let from = 0; from < body.length; from += 40_000) sent.write(body.subarray(from, from + 40_000));
    sent.end(isChunked ? undefined : body);
  });
}

/** Parts with pauses; what comes back within a second and a half after the last. */
function sendRaw({ parts, pauseMs }: NonNullable<Exchange['raw']>, { port, localAddress }: Way): Promise<Outcome> {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, localAddress });
    const chunks: Buffer[] = [];
    let fault: string | undefined;
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fault = error.code;
    });
    socket.once('close', () => {
      const body = Buffer.concat(chunks).toString('latin1');
      // Of several answers the worst counts.
      const statuses = [...body.matchAll(/(?:^|\n)HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
      const status = statuses.length > 0 ? Math.max(...statuses) : undefined;
      resolve({
        status,
        headers: rawHeaders(body),
        body,
        fault: status ? undefined : (fault ?? 'closed'),
        startedAt,
        endedAt: Date.now(),
      });
    });
    socket.once('connect', async () => {
      for (const part of parts) {
        if (!socket.destroyed) socket.write(part);
        await new Promise((next) => setTimeout(next, pauseMs));
      }
      setTimeout(() => socket.destroy(), 1_500);
    });
  });
}

function rawHeaders(text: string): Record<string, string> {
  const [head = ''] = text.split('\r\n\r\n');
  return Object.fromEntries(
    [...head.matchAll(/\n([\w-]+): (.*)\r/g)].map(([, name = '', value = '']) => [name.toLowerCase(), value]),
  );
}
