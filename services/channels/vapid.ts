import { createECDH, createPrivateKey, sign } from 'node:crypto';

/** A pair of keys for web push (VAPID, RFC 8292), in base64url: 32 bytes, and the point of 65 bytes that browsers subscribe with. */
export interface VapidKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

const CURVE = 'prime256v1';
const PRIVATE_BYTES = 32;

export function makeVapidKeys(): VapidKeys {
  const pair = createECDH(CURVE);
  const publicKey = pair.generateKeys();
  const padded = Buffer.alloc(PRIVATE_BYTES);
  const own = pair.getPrivateKey();
  own.copy(padded, PRIVATE_BYTES - own.length);
  return { privateKey: padded.toString('base64url'), publicKey: publicKey.toString('base64url') };
}

/** Undefined: that is no private key. */
export function vapidKeysOf(privateKey: string): VapidKeys | undefined {
  const bytes = Buffer.from(privateKey, 'base64url');
  if (!/^[\w-]{43}$/.test(privateKey) || bytes.length !== PRIVATE_BYTES) return undefined;
  const pair = createECDH(CURVE);
  try {
    pair.setPrivateKey(bytes);
  } catch {
    return undefined;
  }
  return { privateKey, publicKey: pair.getPublicKey().toString('base64url') };
}

/** Push services refuse tokens that live longer than a day. */
const TOKEN_LIFE_S = 12 * 3_600;

/** The header by which a push service knows who sends: a JWT, signed with ES256, for its own origin. */
export function vapidAuthorization(
  { privateKey, publicKey }: VapidKeys,
  { endpoint, subject, now }: { readonly endpoint: string; readonly subject: string; readonly now: number },
): string {
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(now / 1_000) + TOKEN_LIFE_S, sub: subject };
  const signed = [{ typ: 'JWT', alg: 'ES256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.toString('base64url', 1, 33), point.toString('base64url', 33)];
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', d: privateKey, x, y } });
  const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
  return `vapid t=${signed}.${signature.toString('base64url')}, k=${publicKey}`;
}
