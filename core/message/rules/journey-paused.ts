import type { GuardRule } from '../guard-facts.ts';
import { deferWhileStopped } from './kill-switch.ts';

/** Somebody paused the journey. Its messages wait, transactional ones too; resuming releases the runs at a rate. */
export const journeyPaused: GuardRule = {
  name: 'journey-paused',
  describe: () => 'the journey is paused',
  evaluate: (facts) => (facts.isPaused ? deferWhileStopped(facts, 'journey-paused') : undefined),
};
