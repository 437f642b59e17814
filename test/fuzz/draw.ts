import { createChance } from '../chaos/chance.ts';

/** Draws one after the other: the same seed and name give the same ones. */
export interface Draw {
  /** 0 up to, and without, 1. */
  fraction(): number;
  /** A whole number from 0 up to, and without, `below`. */
  int(below: number): number;
  pick<Choice>(choices: readonly Choice[]): Choice;
  happens(probability: number): boolean;
  shuffled<Member>(members: readonly Member[]): Member[];
  /** So many characters of the alphabet. */
  text(length: number, alphabet?: string): string;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Mulberry32, begun from a hash of seed and name. */
export function createDraw(seed: string, name: string): Draw {
  let state = Math.floor(createChance(seed)(name) * 2 ** 32);
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number) => Math.floor(fraction() * below);
  return {
    fraction,
    int,
    pick: (choices) => choices[int(choices.length)] as (typeof choices)[number],
    happens: (probability) => fraction() < probability,
    shuffled(members) {
      const left = [...members];
      return members.map(() => left.splice(int(left.length), 1)[0] as (typeof members)[number]);
    },
    text: (length, alphabet = letters) => Array.from({ length }, () => alphabet.charAt(int(alphabet.length))).join(''),
  };
}
