import { batches } from './batches.ts';
import { calls } from './calls.ts';
import { consent } from './consent.ts';
import { determinismAndPrivacy } from './determinism-and-privacy.ts';
import { door } from './door.ts';
import { endsAndClocks } from './ends-and-clocks.ts';
import { inlineLane } from './inline-lane.ts';
import { levels } from './levels.ts';
import { lostTemporal } from './lost-temporal.ts';
import { messages } from './messages.ts';
import type { Mutation } from './mutation.ts';
import { newerPrograms } from './newer-programs.ts';
import { outages } from './outages.ts';
import { people } from './people.ts';
import { turns } from './turns.ts';
import { versions } from './versions.ts';
import { wakeSignals } from './wake-signals.ts';
import { webhook } from './webhook.ts';

/**
 * The moments that break naive designs, in the order of the promises. Each names the safeguard in the code and the test that
 * covers it. `npm run test:mutations` removes each safeguard, in a copy of the project, and the test must then fail. A moment
 * with several safeguards has several entries; two moments may share a safeguard.
 */
export const parts: readonly { readonly title: string; readonly mutations: readonly Mutation[] }[] = [
  { title: 'The signed webhook', mutations: webhook },
  { title: 'Interleavings: turns', mutations: turns },
  { title: 'Interleavings: wake signals and dispatchers', mutations: wakeSignals },
  { title: 'Interleavings: messages', mutations: messages },
  { title: 'Interleavings: the inline lane', mutations: inlineLane },
  { title: 'Interleavings: conditions and messages', mutations: levels },
  { title: 'Interleavings: batches of events', mutations: batches },
  { title: 'Runs that move to another version', mutations: versions },
  { title: 'Consent', mutations: consent },
  { title: 'Hostile calls', mutations: calls },
  { title: 'Interleavings: ends and clocks', mutations: endsAndClocks },
  { title: 'Old and new programs side by side', mutations: newerPrograms },
  { title: "Temporal's data lost", mutations: lostTemporal },
  { title: 'Determinism and privacy', mutations: determinismAndPrivacy },
  { title: 'Outages', mutations: outages },
  { title: 'The door: what strangers send', mutations: door },
  { title: 'People: sessions, rights, and what they stop or change', mutations: people },
];
