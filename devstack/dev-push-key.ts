import { createECDH } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The private key for web push, made at the first start: browsers subscribe with what belongs to it. */
export function keptPushKey(dataFolder: string): string {
  const path = join(dataFolder, 'push-key');
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    const pair = createECDH('prime256v1');
    pair.generateKeys();
    const key = pair.getPrivateKey('hex').padStart(64, '0');
    const privateKey = Buffer.from(key, 'hex').toString('base64url');
    writeFileSync(path, `${privateKey}\n`, { mode: 0o600 });
    return privateKey;
  }
}
