import type { Look } from '../targets.ts';

/** One sentence for each thing that is missing, came twice, or was sent although consent was withdrawn, over a cap or at night. */
export interface Findings {
  readonly lost: string[];
  readonly double: string[];
  readonly afterConsent: string[];
  readonly overCap: string[];
  readonly atNight: string[];
}

export interface Books extends Findings {
  readonly look: Look;
  missing(what: string, wanted: Iterable<string>, there: { has(each: string): boolean }): void;
  twice(what: string, list: readonly string[]): void;
}

export function openBooks(look: Look): Books {
  const findings: Findings = { lost: [], double: [], afterConsent: [], overCap: [], atNight: [] };
  return {
    ...findings,
    look,
    missing(what, wanted, there) {
      for (const each of wanted) if (!there.has(each)) findings.lost.push(`${what} ${each}`);
    },
    twice(what, list) {
      const counts = new Map<string, number>();
      for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
      for (const [each, times] of counts) if (times > 1) findings.double.push(`${what} ${each}: ${times} times`);
    },
  };
}
