import { createDecipheriv, createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { jsonOrUndefined } from '../../../core/base/json-or-undefined.ts';
import { type LineFile, type LinePage, openLineFile } from '../line-file.ts';
import { derivePushKeys } from './derive-keys.ts';

/** A push message as a browser gets it: decrypted by the subscription's private key. */
export interface ReceivedPush {
  readonly id: string;
  readonly receivedAt: string;
  /** Whose browser it is. */
  readonly userId: string;
  readonly browser: string;
  /** One of the same topic takes the place of another that waits: the notification is shown once. */
  readonly topic: string | undefined;
  readonly message: {
    readonly id?: string;
    readonly title?: string;
    readonly body?: string;
    readonly url?: string;
    readonly icon?: string;
    readonly report?: string;
  };
}

/** A browser that subscribed: what only it and its push service know. */
interface Browser {
  readonly id: string;
  readonly userId: string;
  /** The public key of the sender that it subscribed with: nobody else may send. */
  readonly senderKey: string;
  readonly privateKey: string;
  readonly auth: string;
}

export type PushPage = LinePage<ReceivedPush>;

/**
 * A push service and the browsers behind it: RFC 8030, 8291 and 8292 as the services of browser makers do it. A request
 * is verified (sender's signature and key, time to live, size), decrypted as the browser would, and kept.
 */
export interface PushService extends Pick<LineFile<ReceivedPush>, 'find' | 'list' | 'clear'> {
  /** As `pushManager.subscribe`: gives the subscription as JSON. */
  subscribe(
    base: string,
    userId: string,
    senderKey: string,
  ): Promise<{ readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } }>;
  browsers(): readonly { readonly id: string; readonly userId: string }[];
  /** The user clears the browser: what is sent there is answered 410 from now on. */
  forget(browser: string): boolean;
  /** A sender's POST to an endpoint; gives the status. */
  take(browser: string, origin: string, headers: IncomingHttpHeaders, body: Buffer): Promise<number>;
}

/** Bytes of a request's body: RFC 8030, section 7.2. */
const MOST_BYTES = 4_096;
const DAY_S = 24 * 3_600;

export async function openPushService(folder: string): Promise<PushService> {
  const { add, ...messages } = await openLineFile<ReceivedPush>(join(folder, 'push.jsonl'));
  const known = await openLineFile<Browser>(join(folder, 'push-browsers.jsonl'));
  const gone = new Set<string>();
  const find = (id: string) => (gone.has(id) ? undefined : known.find(id));

  return {
    ...messages,
    async subscribe(base, userId, senderKey) {
      const pair = createECDH('prime256v1');
      const p256dh = pair.generateKeys().toString('base64url');
      const auth = randomBytes(16).toString('base64url');
      const id = uuidv7();
      await known.add({ id, userId, senderKey, privateKey: pair.getPrivateKey().toString('base64url'), auth });
      return { endpoint: `${base}/push/${id}`, keys: { p256dh, auth } };
    },
    browsers: () => known.list({ limit: 200 }).items.filter(({ id }) => !gone.has(id)),
    forget(id) {
      const isThere = find(id) !== undefined;
      gone.add(id);
      return isThere;
    },
    async take(id, origin, headers, body) {
      const browser = find(id);
      if (!browser) return known.find(id) ? 410 : 404;
      const refused = senderProblem(headers, { origin, senderKey: browser.senderKey });
      if (refused !== undefined) return refused;
      if (body.length > MOST_BYTES) return 413;
      if (headers['content-encoding'] !== 'aes128gcm' || !/^\d+$/.test(String(headers.ttl))) return 400;
      const topic = headers.topic === undefined ? undefined : String(headers.topic);
      if (topic !== undefined && !/^[\w-]{1,32}$/.test(topic)) return 400;
      const text = decrypt(body, browser);
      // A real service can't tell: the browser would drop it. Here nobody would see why.
      if (text === undefined) return 400;
      const message = (jsonOrUndefined(text) ?? {}) as ReceivedPush['message'];
      const receivedAt = new Date().toISOString();
      await add({ id: uuidv7(), receivedAt, userId: browser.userId, browser: id, topic, message });
      return 201;
    },
  };
}

/** What a push service refuses a sender with; undefined: nothing. */
function senderProblem(
  { authorization = '' }: IncomingHttpHeaders,
  { origin, senderKey }: { readonly origin: string; readonly senderKey: string },
): number | undefined {
  const [, header, claims, signature, key] =
    /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+),\s*k=([\w-]+)$/.exec(authorization) ?? [];
  if (!header || !claims || !signature || !key) return 401;
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.toString('base64url', 1, 33), point.toString('base64url', 33)];
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const signed = Buffer.from(`${header}.${claims}`);
  const isSigned = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const {
    aud,
    exp = 0,
    sub = '',
  } = (jsonOrUndefined(Buffer.from(claims, 'base64url').toString()) ?? {}) as {
    aud?: string;
    exp?: number;
    sub?: string;
  };
  const now = Date.now() / 1_000;
  if (!isSigned || aud !== origin || exp <= now || exp > now + DAY_S || !/^(mailto:|https:)/.test(sub)) return 401;
  return key === senderKey ? undefined : 403;
}

/** As a browser does it: RFC 8291, of one record. Undefined: it is not for this browser. */
export function decrypt(
  body: Buffer,
  { privateKey, auth }: { readonly privateKey: string; readonly auth: string },
): string | undefined {
  const salt = body.subarray(0, 16);
  const keyBytes = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyBytes);
  const sealed = body.subarray(21 + keyBytes);
  try {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(Buffer.from(privateKey, 'base64url'));
    const own = { browser: pair.getPublicKey(), secret: Buffer.from(auth, 'base64url') };
    const { key, nonce } = derivePushKeys({ ...own, shared: pair.computeSecret(sender), sender, salt });
    const cipher = createDecipheriv('aes-128-gcm', key, nonce);
    cipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    const end = padded.lastIndexOf(2); // a delimiter, then zeros
    return padded.subarray(0, end).toString('utf8');
  } catch {
    return undefined;
  }
}
