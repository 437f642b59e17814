import type { Interval } from './interval.ts';

/** How many answers had a score from 0 to 10. */
export interface ScoreCount {
  readonly score: number;
  readonly n: number;
}

/** The net promoter score, from -1 to 1. */
export interface NetPromoterScore {
  readonly answers: number;
  /** 9 and 10. */
  readonly promoters: number;
  /** 0 to 6. */
  readonly detractors: number;
  /** Null: nobody has answered. */
  readonly score: number | null;
  /** 95 %. */
  readonly interval: Interval | null;
}

/** Scores that are no whole number from 0 to 10 are left out. */
export function netPromoterScore(counts: readonly ScoreCount[]): NetPromoterScore {
  let [answers, promoters, detractors] = [0, 0, 0];
  for (const { score, n } of counts) {
    if (!Number.isInteger(score) || score < 0 || score > 10) continue;
    answers += n;
    if (score >= 9) promoters += n;
    else if (score <= 6) detractors += n;
  }
  if (answers === 0) return { answers, promoters, detractors, score: null, interval: null };
  const score = (promoters - detractors) / answers;
  const half = 1.96 * Math.sqrt(((promoters + detractors) / answers - score ** 2) / answers);
  return { answers, promoters, detractors, score, interval: [Math.max(-1, score - half), Math.min(1, score + half)] };
}
