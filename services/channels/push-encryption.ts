import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

const CURVE = 'prime256v1';
const PUBLIC_BYTES = 65;
const AUTH_BYTES = 16;
const RECORD_BYTES = 4_096;
/** Ends the last record (RFC 8188). */
const LAST = Buffer.from([2]);

/**
 * Encrypts for one browser: RFC 8291, which is aes128gcm of RFC 8188 with a key that only the browser can find. `salt` and
 * `senderKey` are given in tests alone. Undefined: the browser's keys are none.
 */
export function encryptForBrowser(
  text: string,
  { p256dh, auth }: { readonly p256dh: string; readonly auth: string },
  { salt = randomBytes(16), senderKey }: { readonly salt?: Buffer; readonly senderKey?: Buffer } = {},
): Buffer | undefined {
  const browser = Buffer.from(p256dh, 'base64url');
  const secret = Buffer.from(auth, 'base64url');
  if (browser.length !== PUBLIC_BYTES || secret.length !== AUTH_BYTES) return undefined;
  const pair = createECDH(CURVE);
  if (senderKey) pair.setPrivateKey(senderKey);
  else pair.generateKeys();
  const sender = pair.getPublicKey();
  let shared: Buffer;
  try {
    shared = pair.computeSecret(browser);
  } catch {
    return undefined; // a point that is not on the curve
  }
  const { key, nonce } = derivePushKeys({ shared, secret, browser, sender, salt });
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.update(LAST), cipher.final(), cipher.getAuthTag()]);
  const sizes = Buffer.alloc(5);
  sizes.writeUInt32BE(RECORD_BYTES, 0);
  sizes.writeUInt8(sender.length, 4);
  return Buffer.concat([salt, sizes, sender, sealed]);
}

/** Sections 3.3 and 3.4 of RFC 8291. */
function derivePushKeys({
  shared,
  secret,
  browser,
  sender,
  salt,
}: Readonly<Record<'shared' | 'secret' | 'browser' | 'sender' | 'salt', Buffer>>) {
  const derive = (from: Buffer, input: Buffer, info: string | Buffer, bytes: number) =>
    Buffer.from(hkdfSync('sha256', from, input, info, bytes));
  const both = Buffer.concat([Buffer.from('WebPush: info\0'), browser, sender]);
  const material = derive(shared, secret, both, 32);
  return {
    key: derive(material, salt, 'Content-Encoding: aes128gcm\0', 16),
    nonce: derive(material, salt, 'Content-Encoding: nonce\0', 12),
  };
}
