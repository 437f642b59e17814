import { explainDecision } from '../../decision/explain.ts';
import type { DecidedFacts } from './run-facts.ts';
import type { PlacedMoment } from './run-moment.ts';

/** A decision is one line: by which policy, and why. */
export function momentOfDecision({ visit, decidedAt: at, record }: DecidedFacts): PlacedMoment {
  const text = `decided by ${record.policy}: ${explainDecision(record).join(' ')}`;
  return { at, place: visit + 0.25, kind: 'decided', visit, text };
}
