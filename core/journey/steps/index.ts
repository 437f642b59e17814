import { needsNewerWorker } from '../../base/failure.ts';
import type { AnyStep, StepType } from '../step-type.ts';
import { branch } from './branch.ts';
import { call } from './call.ts';
import { decide } from './decide.ts';
import { exit } from './exit.ts';
import { join } from './join.ts';
import { loop } from './loop.ts';
import { parallel } from './parallel.ts';
import { send } from './send.ts';
import { split } from './split.ts';
import { startJourney } from './start-journey.ts';
import { task } from './task.ts';
import { update } from './update.ts';
import { wait } from './wait.ts';
import { waitFor } from './wait-for.ts';

/** The registry: a new step type is one file and one line here. */
const all = [
  wait,
  waitFor,
  branch,
  split,
  decide,
  parallel,
  join,
  loop,
  send,
  call,
  update,
  startJourney,
  task,
  exit,
] as const;

export const stepTypes: ReadonlyMap<string, StepType<AnyStep>> = new Map(
  // The one cast: a type's functions are given only steps of that type, because they are found by `step.type`.
  all.map((stepType) => [stepType.type, stepType as unknown as StepType<AnyStep>]),
);

/** The behaviour of a step of a published definition; a type that a newer program published is left for a newer worker. */
export function typeOf(step: { readonly type: string }): StepType<AnyStep> {
  const found = stepTypes.get(step.type);
  if (found) return found;
  throw needsNewerWorker('step type', step.type);
}
