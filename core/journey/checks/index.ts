import { branchesMeet } from './branches-meet.ts';
import type { Check } from './check.ts';
import { cycles } from './cycles.ts';
import { duplicatePaths } from './duplicate-paths.ts';
import { entries } from './entries.ts';
import { entryIsExit } from './entry-is-exit.ts';
import { exitReasons } from './exit-reasons.ts';
import { exits } from './exits.ts';
import { goal } from './goal.ts';
import { interruptActions } from './interrupt-actions.ts';
import { interrupts } from './interrupts.ts';
import { key } from './key.ts';
import { loops } from './loops.ts';
import { missingExit } from './missing-exit.ts';
import { missingPaths } from './missing-paths.ts';
import { pathTargets } from './path-targets.ts';
import { schedules } from './schedules.ts';
import { segments } from './segments.ts';
import { shadowedByExit } from './shadowed-by-exit.ts';
import { stepCount } from './step-count.ts';
import { steps } from './steps.ts';
import { unknownPaths } from './unknown-paths.ts';
import { unknownStart } from './unknown-start.ts';
import { unreachableSteps } from './unreachable-steps.ts';

/** The registry, in the order in which they run: a check may be skipped after what an earlier one has found. */
export const checks: readonly Check[] = [
  entries,
  schedules,
  key,
  exits,
  goal,
  exitReasons,
  entryIsExit,
  interrupts,
  interruptActions,
  stepCount,
  missingExit,
  duplicatePaths,
  missingPaths,
  unknownPaths,
  pathTargets,
  steps,
  segments,
  shadowedByExit,
  unknownStart,
  unreachableSteps,
  loops,
  cycles,
  branchesMeet,
];
