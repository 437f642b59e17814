import { createHash } from 'node:crypto';

/** Draws from a seed and a name: the same seed gives the same run of the test, whatever else is drawn. */
export function createChance(seed: string): (name: string) => number {
  return (name) => createHash('sha256').update(`${seed}\n${name}`).digest().readUInt32BE(0) / 2 ** 32;
}
