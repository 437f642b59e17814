import { chance } from '../../core/base/chance.ts';

/** A stream of numbers that belongs to names: the same names always give the same stream. */
export interface Random {
  /** From 0 up to 1. */
  uniform(): number;
  /** With a mean of 0 and a standard deviation of 1. */
  normal(): number;
  /** A span with this mean. */
  span(mean: number): number;
  happens(share: number): boolean;
  /** By the weights of the names. */
  pick<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

/** The generator "mulberry32": fast, and good enough for a population. What decides about an arm is never drawn from it. */
export function randomOf(...names: readonly string[]): Random {
  let state = Math.floor(chance(...names) * 2 ** 32);
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    span: (mean) => -mean * Math.log(1 - uniform()),
    happens: (share) => uniform() < share,
    pick(weights) {
      const names = Object.keys(weights) as (keyof typeof weights)[];
      let left = uniform() * names.reduce((sum, name) => sum + weights[name], 0);
      for (const name of names) {
        left -= weights[name];
        if (left < 0) return name;
      }
      return names.at(-1) as keyof typeof weights;
    },
  };
}
