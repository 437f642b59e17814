import { hkdfSync } from 'node:crypto';

/** Key and nonce of a push message, written from RFC 8291 beside the sender's own: a fault there shows here. */
export function derivePushKeys({
  shared,
  secret,
  browser,
  sender,
  salt,
}: Readonly<Record<'shared' | 'secret' | 'browser' | 'sender' | 'salt', Buffer>>) {
  const info = Buffer.concat([Buffer.from('WebPush: info\0', 'ascii'), browser, sender]);
  const material = new Uint8Array(hkdfSync('sha256', shared, secret, info, 32));
  const own = (name: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', material, salt, Buffer.from(`Content-Encoding: ${name}\0`, 'ascii'), bytes));
  return { key: own('aes128gcm', 16), nonce: own('nonce', 12) };
}
