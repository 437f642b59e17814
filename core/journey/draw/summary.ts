import type { Step } from '../definition/index.ts';
import { stepTypes } from '../steps/index.ts';

/** A step's settings in a few words, for its card. Of a type that only a newer program knows: its name. */
export function summaryOf(step: Step): string {
  const type = stepTypes.get(step.type);
  return (type?.summary ?? type?.describe)?.(step) ?? step.type;
}
