import type { Mutation } from './mutation.ts';

const test = (title: string) => ({ file: 'test/activities/run-turns.test.ts', title });
const deaths = (title: string) => ({ file: 'test/activities/run-turns.deaths.test.ts', title });

export const inlineLane: readonly Mutation[] = [
  {
    against: 'the local activity run twice at once: the second performs what is in flight',
    edits: [{ file: 'activities/run-turn.ts', with: '    if (leasedFor > 0) return [];\n', without: '' }],
    test: test('run twice at once, it sends once'),
  },
  {
    against: 'the same: a caller that waits for the lease is not woken by the outcome',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: 'if (settle && locked.run.turns !== settle.turn)',
        without: 'if (settle && locked.run.turns < settle.turn)',
      },
    ],
    test: test('run twice at once, it sends once'),
  },
  {
    against: 'a worker that pauses beyond its lease, before an inline send to a receiver that honours our key',
    edits: [
      {
        file: 'services/delivery/sending/send.ts',
        with: '? performance.now() < claim.leaseEndsAt',
        without: '? performance.now() > 0',
      },
    ],
    test: deaths('before the send: it sends nothing, another has done it (keyed)'),
  },
  {
    against: 'an exit while an inline send that may have arrived is deferred: the message is dropped',
    edits: [
      {
        file: 'core/journey/engine/inputs/job-deferred.ts',
        with: ' || draft.facts.begunJobs.has(visit)',
        without: '',
      },
    ],
    test: test('drops a message whose inline attempt failed for now, and keeps one that may have arrived'),
  },
  {
    against: 'PostgreSQL unavailable between an inline send and its outcome',
    edits: [
      {
        file: 'activities/run-turns.ts',
        with: 'if (joins && isOfDatabase(thrown)) joins.outcome.settleLater();',
        without: 'if (joins && isOfDatabase(thrown)) joins = undefined;',
      },
      { file: 'activities/run-turns.ts', with: 'const joins =', without: 'let joins =' },
    ],
    test: deaths('because the database is unavailable: the outcome is kept'),
  },
  {
    against: 'a turn that fails by itself after an inline send',
    edits: [
      {
        file: 'activities/run-turns.ts',
        with: 'else if (joins) await settleFirst(joins.outcome);',
        without: 'else if (joins) await joins.outcome.settled();',
      },
    ],
    test: deaths('by a fault of the run: the outcome is stored alone'),
  },
];
