import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Request, RequestHandler } from 'express';
import type { BodyRoom, Charge } from './body-room.ts';
import { bodyTooDeep, bodyTooLarge, bodyUnreadable, encodingUnknown, tooManyValues } from './common-errors.ts';
import { hasBody } from './problem-json.ts';
import { scanJson } from './scan-json.ts';
import { createTurns } from './turns.ts';

const unpackers = new Map([
  ['gzip', promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ['deflate', promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)],
  ['br', promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress)],
]);

/** Unpacking takes the body's whole limit in memory, and brotli's window up to 16 MB: few at a time. */
const unpackInTurn = createTurns(4);

/** Requests whose sender waits for a "100 Continue" before it sends the body. */
const waitForContinue = new WeakSet<object>();
export function expectContinue(request: IncomingMessage): void {
  waitForContinue.add(request);
}

/**
 * Reads a body of at most `limit` bytes, packed and unpacked. The packed bytes are collected first: a sender that drips
 * them holds what it has sent, and no unpacker.
 */
export async function readBody(request: Request, limit: number, charge: Charge = () => {}): Promise<Buffer> {
  const encoding = (request.get('content-encoding') ?? '').trim().toLowerCase();
  const unpack = unpackers.get(encoding);
  if (!unpack && encoding !== '' && encoding !== 'identity') {
    throw encodingUnknown();
  }
  if (Number(request.get('content-length') ?? 0) > limit) throw bodyTooLarge(limit)();
  if (waitForContinue.has(request)) request.res?.writeContinue();
  const body = await collect(request, limit, charge);
  if (!unpack || body.length === 0) return body;
  const unpacked = await unpackInTurn(() => unpack(body, { maxOutputLength: limit })).catch((error: unknown) => {
    const { code } = error as { code?: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw bodyTooLarge(limit)();
    if (code === undefined || /MEM|ALLOC/.test(code)) throw error; // ours, not the sender's
    throw bodyUnreadable(`it is no whole ${encoding}`);
  });
  charge(unpacked.length);
  return unpacked;
}

/** Not by raw-body: it does not report what it holds, and can't be stopped midway. */
function collect(request: Request, limit: number, charge: Charge): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (request.destroyed) return reject(bodyUnreadable('it ended too early')); // nothing will happen to it any more
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (decide: () => void) => {
      request.off('data', onData).off('end', onEnd).off('error', onCut).off('close', onCut).pause();
      decide();
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      try {
        if (length > limit) throw bodyTooLarge(limit)();
        charge(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        settle(() => reject(error));
      }
    };
    const onEnd = () => settle(() => resolve(Buffer.concat(chunks)));
    const onCut = () => settle(() => reject(bodyUnreadable('it ended too early')));
    request.on('data', onData).on('end', onEnd).on('error', onCut).on('close', onCut);
  });
}

/** The value that the bytes are JSON of; undefined where there are none. UTF-8 is the only encoding of JSON. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw bodyUnreadable('it is no UTF-8');
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw bodyUnreadable('it is no JSON'); // the parser's own words quote the body
  }
  if (value === null || typeof value !== 'object') throw bodyUnreadable('it is no JSON object');
  return value;
}

export interface JsonBodyOptions {
  readonly limit: number;
  readonly depth: number;
  /** Values at all levels, which are counted before any is built; default: as many as the bytes hold. */
  readonly values?: number | undefined;
  /** Where such bodies can be large: what holds them all. */
  readonly room?: BodyRoom | undefined;
}

const rawBodies = new WeakMap<object, Buffer>();

/** The bytes of a body that `readJson` has read, unpacked: what its sender signed. */
export function rawBodyOf(request: Request): Buffer {
  return rawBodies.get(request) ?? Buffer.alloc(0);
}

/** Reads the body of a route that has authenticated: `request.body`, undefined where there is none. */
export function readJson({
  limit,
  depth,
  values: most = Number.POSITIVE_INFINITY,
  room,
}: JsonBodyOptions): RequestHandler {
  return async (request, response, next) => {
    if (hasBody(request)) {
      const place = room?.enter('');
      if (place) finished(response, place.leave);
      const raw = await readBody(request, limit, place?.charge);
      rawBodies.set(request, raw);
      const { bytes, isTooDeep, values } = scanJson(raw, depth);
      if (isTooDeep) throw bodyTooDeep(depth)();
      if (values > most) throw tooManyValues(most)();
      request.body = parseJson(bytes);
    }
    next();
  };
}
