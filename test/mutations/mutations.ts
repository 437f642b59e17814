import { batches } from './batches.ts';
import { calls } from './calls.ts';
import { determinismAndPrivacy } from './determinism-and-privacy.ts';
import { door } from './door.ts';
import { endsAndClocks } from './ends-and-clocks.ts';
import { lostTemporal } from './lost-temporal.ts';
import { messages } from './messages.ts';
import type { Cure } from './mutation.ts';
import { newerPrograms } from './newer-programs.ts';
import { outages } from './outages.ts';
import { turns } from './turns.ts';
import { wakeSignals } from './wake-signals.ts';
import { webhook } from './webhook.ts';

/**
 * The moments that break naive designs, each with the cure in the code and the test that shows it, in the order of the
 * promises. `npm run test:cures` takes each cure out, in a copy of the project, and the test must then fail. A moment with
 * several cures stands there several times; two moments may have the same cure.
 */
export const parts: readonly { readonly title: string; readonly cures: readonly Cure[] }[] = [
  { title: 'The signed webhook', cures: webhook },
  { title: 'Interleavings: turns', cures: turns },
  { title: 'Interleavings: wake signals and dispatchers', cures: wakeSignals },
  { title: 'Interleavings: messages', cures: messages },
  { title: 'Interleavings: batches of events', cures: batches },
  { title: 'Hostile calls', cures: calls },
  { title: 'Interleavings: ends and clocks', cures: endsAndClocks },
  { title: 'Old and new programs side by side', cures: newerPrograms },
  { title: "Temporal's data lost", cures: lostTemporal },
  { title: 'Determinism and privacy', cures: determinismAndPrivacy },
  { title: 'Outages', cures: outages },
  { title: 'The door: what strangers send', cures: door },
];
