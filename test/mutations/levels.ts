import type { Mutation } from './mutation.ts';

const conditionsTest = 'test/services/delivery/deliver.conditions.test.ts';
const changedTest = 'test/services/intake/customer-changed.test.ts';

export const levels: readonly Mutation[] = [
  {
    against: 'a customer who changes between the request of a message and its claim',
    edits: [
      {
        file: 'core/message/rules/only-if.ts',
        with: 'onlyIfHolds === false ?',
        without: 'onlyIfHolds === null ?',
      },
    ],
    test: { file: conditionsTest, title: 'does not hold any more when it is claimed' },
  },
  {
    against: 'an exit by condition that is due when a message is claimed',
    edits: [
      { file: 'core/message/rules/exit-holds.ts', with: 'facts.exitHolds ?', without: 'facts.exitHolds && false ?' },
    ],
    test: { file: conditionsTest, title: 'not claimed while the condition of an exit holds' },
  },
  {
    against: 'a trait that changes while a run waits for weeks',
    edits: [
      {
        file: 'services/intake/stages/runs.ts',
        with: 'const changed = changedTraits.get(event.id) ?? [];',
        without: 'const changed = changedTraits.get(event.id)?.slice(0, 0) ?? [];',
      },
    ],
    test: { file: changedTest, title: 'notifies the open runs whose conditions look at it' },
  },
  {
    against: 'a message that is already being sent when an interrupt skips its step',
    edits: [
      {
        file: 'core/journey/engine/turn-draft.ts',
        with: 'visit !== token.visit || draft.facts.begunJobs.has(visit)',
        without: 'visit !== token.visit',
      },
    ],
    test: { file: 'test/core/journey/engine.interrupts.test.ts', title: 'recalls no message that has begun' },
  },
];
