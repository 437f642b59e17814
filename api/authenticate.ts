import type { Request, RequestHandler } from 'express';
import { type AccessKey, findKey, type KeyKind } from '../store/access/keys.ts';
import type { Database } from '../store/database/database.ts';
import type { AdmitPerson } from './authenticate-person.ts';
import { hasSessionCookie } from './caller.ts';
import { keyNotAllowed, keyUnknown } from './common-errors.ts';
import type { KeyAccess } from './define-operation.ts';
import { admitWith } from './request-key.ts';
import { createTurns } from './turns.ts';

/** How long a key that was found is cached; a revoked key lives that much longer. */
const CACHED_MS = 10_000;
const MOST_CACHED = 1_000;
/** Of the pool's connections: a flood of unknown keys must leave some to everybody else. */
const LOOK_UPS = 3;

export type Authenticate = (access: KeyAccess) => RequestHandler;

/** Gives a request its key if it opens what is asked for; refuses with 401 what nobody knows, with 403 the wrong kind. */
export type AdmitKey = (request: Request, clear: string | undefined, access: KeyAccess) => Promise<void>;

/** The kinds of keys that open operations. */
const opening: Readonly<Record<KeyAccess, readonly KeyKind[]>> = { write: ['browser', 'server'], admin: ['admin'] };

export function createKeyCheck(database: Database): AdmitKey {
  const cached = new Map<string, { key: AccessKey; until: number }>();
  const underWay = new Map<string, Promise<AccessKey | undefined>>();
  const inTurn = createTurns(LOOK_UPS);

  async function find(clear: string): Promise<AccessKey | undefined> {
    const known = cached.get(clear);
    if (known && known.until > performance.now()) return known.key;
    cached.delete(clear);
    const found = underWay.get(clear) ?? inTurn(() => findKey(database, clear)).finally(() => underWay.delete(clear));
    underWay.set(clear, found);
    const key = await found;
    if (cached.size >= MOST_CACHED) cached.clear();
    if (key) cached.set(clear, { key, until: performance.now() + CACHED_MS });
    return key;
  }

  return async (request, clear, access) => {
    const key = clear !== undefined && isKey(clear) ? await find(clear) : undefined;
    if (!key) throw keyUnknown[access](clear !== undefined);
    if (!opening[access].includes(key.kind)) throw keyNotAllowed[access](key.kind);
    admitWith(request, key);
  };
}

/**
 * Lets a request through that carries a key for it in its header, or to what people do the cookie of a session. A header
 * decides alone. It stands before whatever reads the body: what is refused is refused unread.
 */
export function createAuthentication(admitKey: AdmitKey, admitPerson: AdmitPerson): Authenticate {
  return (access) => async (request, _response, next) => {
    const isByCookie = access === 'admin' && request.get('authorization') === undefined && hasSessionCookie(request);
    await (isByCookie ? admitPerson(request) : admitKey(request, keyInHeader(request), access));
    next();
  };
}

/** `Authorization: Bearer <key>`, or as Segment's SDKs do, Basic with the key as user name. */
export function keyInHeader(request: Request): string | undefined {
  const [, scheme, value] = /^(Basic|Bearer)\s+(\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  if (!scheme || !value) return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined;
}

/** Of the form that keys have: what is not needs no look into the database, nor a place in memory. */
function isKey(clear: string): boolean {
  return clear.length <= 200 && /^tl_[a-z]+_[\w-]+$/.test(clear);
}
