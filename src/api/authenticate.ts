import type { Request, RequestHandler } from 'express';
import type { Database } from '../store/database.ts';
import { type AccessKey, findKey, type KeyKind } from '../store/keys.ts';
import { HttpProblem } from './problem-json.ts';

/** How long a key that was found is believed without asking again; a revoked key lives that much longer. */
const BELIEVED_MS = 10_000;
const MOST_BELIEVED = 1_000;

export type Authenticate = (kind: KeyKind) => RequestHandler;

/** The workspace whose key the request carried. */
export function workspaceOf(request: Request): string {
  return (request as Request & { accessKey: AccessKey }).accessKey.workspace;
}

/**
 * Lets a request through that carries a key of the kind: `Authorization: Bearer <key>`, or as Segment's SDKs do, Basic
 * with the key as user name. Answers 401 quickly for an unknown key, 403 for the wrong kind.
 */
export function createAuthentication(database: Database): Authenticate {
  const believed = new Map<string, { key: AccessKey; until: number }>();

  async function lookUp(clear: string): Promise<AccessKey | undefined> {
    const known = believed.get(clear);
    if (known && known.until > performance.now()) return known.key;
    const key = await findKey(database, clear);
    if (believed.size >= MOST_BELIEVED) believed.clear();
    if (key) believed.set(clear, { key, until: performance.now() + BELIEVED_MS });
    else believed.delete(clear);
    return key;
  }

  return (kind) => async (request, _response, next) => {
    const clear = keyIn(request.get('authorization')) ?? writeKeyIn(request.body);
    const key = clear === undefined ? undefined : await lookUp(clear);
    if (!key) {
      throw new HttpProblem(401, {
        code: 'key-unknown',
        where: 'Authorization',
        problem: clear === undefined ? 'the request carries no key' : 'nobody knows this key',
        remedy: `Send a ${kind} key (tl_${kind}_…) as Bearer token or as Basic user name; "throughline keys create" makes one.`,
      });
    }
    if (key.kind !== kind) {
      throw new HttpProblem(403, {
        code: 'key-not-allowed',
        where: 'Authorization',
        problem: `a ${key.kind} key does not open this`,
        remedy: `Use a ${kind} key (tl_${kind}_…).`,
      });
    }
    Object.assign(request, { accessKey: key });
    next();
  };
}

function keyIn(header: string | undefined): string | undefined {
  const [, scheme, value] = /^(Basic|Bearer)\s+(\S+)$/i.exec(header ?? '') ?? [];
  if (!scheme || !value) return undefined;
  if (scheme.toLowerCase() === 'bearer') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined;
}

/** Segment's protocol allows the write key in the body as well. */
function writeKeyIn(body: unknown): string | undefined {
  const writeKey = (body as { writeKey?: unknown } | null | undefined)?.writeKey;
  return typeof writeKey === 'string' ? writeKey : undefined;
}
