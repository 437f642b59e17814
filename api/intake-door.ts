import { finished } from 'node:stream';
import type { Request, RequestHandler } from 'express';
import { limits } from '../services/intake/call-schema.ts';
import { type AdmitKey, keyInHeader } from './authenticate.ts';
import { type BodyRoom, createBodyRoom } from './body-room.ts';
import { hasBody } from './problem-json.ts';
import type { RateLimits } from './rate-limits.ts';
import { parseJson, readBody } from './read-body.ts';
import { scanJson } from './scan-json.ts';
import { addressOf, senderOf } from './sender.ts';

/**
 * Levels of a body that are read: more than a call may have with the envelope around it (`limits` of services/intake/event.ts), so
 * that what is cut here is refused there, as that call's own fault.
 */
export const INTAKE_DEPTH = 64;

const MB = 1024 * 1024;
/** About what a parsed value takes. */
const VALUE_BYTES = 48;

export interface IntakeDoorOptions {
  readonly admitKey: AdmitKey;
  readonly rates: RateLimits;
  /** Bytes of a body, unpacked. */
  readonly limit: number;
  readonly rooms: BodyRooms;
}

/** One for bodies that come with a known key, and one for those whose key is inside: strangers can't fill the former. */
export interface BodyRooms {
  readonly known: BodyRoom;
  readonly unknown: BodyRoom;
}

/** A full batch takes half a megabyte, 13 with what is built of the worst: a share holds at least one. */
export function createBodyRooms(onFull?: () => void): BodyRooms {
  return {
    known: createBodyRoom({ total: 64 * MB, share: 32 * MB, onFull }),
    unknown: createBodyRoom({ total: 64 * MB, share: 16 * MB, onFull }),
  };
}

/** What a request waits for beyond its answer: a sender that hangs up leaves its calls in the queue, in memory. */
const decided = new WeakMap<Request, Promise<unknown>>();

/** Keeps the place of a request's body until its calls are decided, whether the sender waits for the answer or not. */
export function keepPlaceUntil<Result>(request: Request, decision: Promise<Result>): Promise<Result> {
  decided.set(request, decision);
  return decision;
}

/**
 * What stands before the routes of intake. A key in the header is checked before the body is read. Segment's protocol
 * allows the key in the body as well (browsers send it so): such a body is read within its limits and searched for
 * `writeKey`; nothing is built of it before that key is known. The body is JSON whatever its Content-Type says, since
 * browsers send text/plain to spare the preflight.
 */
export function createIntakeDoor({ admitKey, rates, limit, rooms }: IntakeDoorOptions): RequestHandler {
  async function admit(request: Request, clear: string | undefined): Promise<void> {
    await admitKey(request, clear, 'write');
    await rates.check(request);
  }

  return async (request, response, next) => {
    const inHeader = keyInHeader(request) ?? keyOfBeacon(request);
    const isInBody = inHeader === undefined && hasBody(request);
    if (!isInBody) await admit(request, inHeader);
    const place = isInBody ? rooms.unknown.enter(addressOf(request)) : rooms.known.enter(senderOf(request));
    finished(response, () => void (decided.get(request) ?? Promise.resolve()).then(place.leave, place.leave));
    const json = scanJson(await readBody(request, limit, place.charge), INTAKE_DEPTH);
    if (isInBody) await admit(request, json.writeKey);
    place.charge(json.values * VALUE_BYTES);
    request.body = parseJson(json.bytes) ?? {};
    await rates.take(request, itemsIn(request.body));
    next();
  };
}

/** A list that is too long is refused as a whole: it must not use up the rate of all who send with the key. */
function itemsIn(body: unknown): number {
  const { batch } = body as { batch?: unknown };
  return Array.isArray(batch) && batch.length <= limits.calls ? Math.max(1, batch.length) : 1;
}

/** A beacon has no headers: its key is in the query. */
function keyOfBeacon({ path, query }: Request): string | undefined {
  return path.startsWith('/beacon/') && typeof query.writeKey === 'string' ? query.writeKey : undefined;
}
