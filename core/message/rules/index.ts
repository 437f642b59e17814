import type { GuardRule } from '../guard-facts.ts';
import { caps } from './caps.ts';
import { channelWithdrawn } from './channel-withdrawn.ts';
import { claimHeld } from './claim-held.ts';
import { consent } from './consent.ts';
import { exitHolds } from './exit-holds.ts';
import { expired } from './expired.ts';
import { givenUp } from './given-up.ts';
import { hold } from './hold.ts';
import { inDoubt } from './in-doubt.ts';
import { inputsFirst } from './inputs-first.ts';
import { journeyPaused } from './journey-paused.ts';
import { killSwitch } from './kill-switch.ts';
import { noAddress } from './no-address.ts';
import { onlyIf } from './only-if.ts';
import { pausedByCustomer } from './paused-by-customer.ts';
import { priority } from './priority.ts';
import { quietHours } from './quiet-hours.ts';
import { runLeft } from './run-left.ts';
import { sendRate } from './send-rate.ts';
import { settled } from './settled.ts';
import { suppressed } from './suppressed.ts';

/**
 * The registry, in order: what happened before comes first, then what somebody stopped, then the run, then the customer, then
 * time, then the workspace's limits. A new rule is one file and one line here.
 */
export const guardRules: readonly GuardRule[] = [
  settled,
  claimHeld,
  killSwitch,
  journeyPaused,
  inDoubt,
  runLeft,
  inputsFirst,
  exitHolds,
  noAddress,
  suppressed,
  channelWithdrawn,
  consent,
  pausedByCustomer,
  expired,
  onlyIf,
  givenUp,
  hold,
  quietHours,
  priority,
  caps,
  sendRate,
];
