import type { Mutation } from './mutation.ts';
import { customersLocked, turnLocked } from './shared-edits.ts';

const interleavingsTest = 'test/system/interleavings.soak.ts';
const deliverTest = 'test/services/delivery/deliver.test.ts';
const turnTest = 'test/activities/run-turn.test.ts';

export const endsAndClocks: readonly Mutation[] = [
  {
    against: 'the exit event that arrives while the run finishes',
    edits: [
      customersLocked,
      ...turnLocked,
      {
        file: 'store/runs/run-inputs.ts',
        with: 'from counted where id = run and ended_at is null returning',
        without: 'from counted where id = run returning',
      },
    ],
    test: { file: 'test/activities/last-turn.test.ts', title: 'an exit that arrives while the run finishes' },
  },
  {
    against: 'the goal that was accepted in time, seen by a turn that comes too late',
    edits: [
      {
        file: 'core/journey/engine/turn-draft.ts',
        with: 'isPast: (moment) => timePasses && moment <= now,',
        without: 'isPast: (moment) => (timePasses || true) && moment <= now,',
      },
    ],
    test: { file: turnTest, title: 'counts what was accepted by the deadline as in time' },
  },
  {
    against: 'the clocks of the database and of the worker apart: a wait is as long as it is',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: 'wakeIn: wakeAt - now',
        without: 'wakeIn: wakeAt - workflowNow',
      },
    ],
    test: { file: interleavingsTest, title: "the database's clock 600000 ms apart" },
  },
  {
    against: 'the clocks of the database and of the worker apart: a lease is as long as it is',
    edits: [
      {
        file: 'services/delivery/deliver.ts',
        with: '(ledger.leasedUntil ?? stored.now) - stored.now }',
        without: '(ledger.leasedUntil ?? stored.now) - now }',
      },
    ],
    test: { file: deliverTest, title: "holds its lease by the database's clock alone" },
  },
];
