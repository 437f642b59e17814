import type { Stage } from '../batch.ts';
import { dedupe } from './dedupe.ts';
import { flush } from './flush.ts';
import { identify } from './identify.ts';
import { lock } from './lock.ts';
import { profile } from './profile.ts';
import { runs } from './runs.ts';
import { store } from './store.ts';

/** The stages of intake, in their order. Identities and customers are locked by the first three; `flush` writes last. */
export const stages: readonly Stage[] = [dedupe, identify, lock, store, profile, runs, flush];
