import type { Stage } from '../batch.ts';
import { admit } from './admit.ts';
import { dates } from './dates.ts';
import { dedupe } from './dedupe.ts';
import { flush } from './flush.ts';
import { identify } from './identify.ts';
import { lock } from './lock.ts';
import { merge } from './merge.ts';
import { profile } from './profile.ts';
import { purchases } from './purchases.ts';
import { rewards } from './rewards.ts';
import { runs } from './runs.ts';
import { segments } from './segments.ts';
import { store } from './store.ts';
import { values } from './values.ts';

/**
 * The stages of intake, in their order. `identify` locks identities, `lock` customers, `merge` runs of customers that are
 * joined; `flush` writes what they found; `rewards` and `purchases` follow it, because each sees the one before.
 */
export const stages: readonly Stage[] = [
  admit,
  dedupe,
  identify,
  lock,
  merge,
  store,
  profile,
  segments,
  runs,
  dates,
  flush,
  rewards,
  purchases,
];

/** Those that what a run does to its own customer goes through: who it is, is known, and the customer is locked. */
export const stagesOfRun: readonly Stage[] = [
  lock,
  values,
  store,
  profile,
  segments,
  runs,
  dates,
  flush,
  rewards,
  purchases,
];
