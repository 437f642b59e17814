import type { Step } from '../../../definition/index.ts';
import type { StepPrinter } from '../printing.ts';
import { branch } from './branch.ts';
import { callPrinter } from './call.ts';
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

const all = [
  branch,
  callPrinter,
  decide,
  exit,
  join,
  loop,
  parallel,
  send,
  split,
  startJourney,
  task,
  update,
  wait,
  waitFor,
] as const;

const printers: ReadonlyMap<string, StepPrinter<Step>> = new Map(
  // The one cast: a printer is given only steps of its type, because it is found by `step.type`.
  all.map((printer) => [printer.type, printer as unknown as StepPrinter<Step>]),
);

/** The builder's words for a step; undefined: it has none for all that this step says, and JSON has to do. */
export function printerOf(step: Step): StepPrinter<Step> | undefined {
  const printer = printers.get(step.type);
  const settings = Object.keys(step).filter((name) => name !== 'type' && name !== 'title' && name !== 'paths');
  if (!printer || settings.some((name) => !printer.settings.includes(name))) return undefined;
  return printer.can && !printer.can(step) ? undefined : printer;
}
