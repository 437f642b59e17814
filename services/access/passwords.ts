import { hash, verify } from '@node-rs/argon2';

/**
 * Passwords by argon2id: 64 MiB and three passes, about a tenth of a second. Two at a time is the caller's care: each
 * holds its memory.
 */
const cost = { algorithm: 2, memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

/** Made when it is first needed: what nobody's password fits. */
let nobodys: Promise<string> | undefined;

/** Takes as long where there is no hash: who asks learns nothing about which people there are. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword('nobody');
  const other = await nobodys;
  const fits = await verify(stored ?? other, password.normalize('NFKC'));
  return fits && stored !== null && stored !== undefined;
}
