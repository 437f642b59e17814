import { sha256 } from '@noble/hashes/sha2';

/**
 * A chance from 0 up to 1 that belongs to names: the same names always have the same one, and others have another. It is the
 * first 53 bits of SHA-256 over the names, joined by U+001F; in SQL, the same of
 * `sha256(convert_to(concat_ws(chr(31), …), 'UTF8'))`. The first name is the workspace's seed, which nobody outside knows.
 */
export function chance(...names: readonly string[]): number {
  const hash = sha256(names.join('\u001f'));
  let bits = 0;
  for (const byte of hash.subarray(0, 6)) bits = bits * 256 + byte;
  return (bits * 32 + ((hash[6] as number) >> 3)) / 2 ** 53;
}
