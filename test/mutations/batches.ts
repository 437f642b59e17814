import type { Mutation } from './mutation.ts';
import { customersLocked } from './shared-edits.ts';

const mergeTest = 'test/services/customers/merge.test.ts';
const acceptTest = 'test/services/intake/accept.test.ts';

/** Without: who loses a deadlock is not tried again. */
const collisionsTriedAgain: Mutation['edits'][number] = {
  file: 'store/database/transaction.ts',
  with: "const COLLISIONS = new Set(['40P01', '40001']);",
  without: 'const COLLISIONS = new Set<string>();',
};

export const batches: readonly Mutation[] = [
  {
    against: 'two batches that bring the same messageIds in opposite order',
    edits: [
      { file: 'store/events/events.ts', with: ' as id order by id\n', without: ' as id\n' },
      collisionsTriedAgain,
    ],
    test: { file: acceptTest, title: 'no deadlock with a batch in the opposite order' },
  },
  {
    against: 'two batches that bring the same new people in opposite order',
    edits: [
      {
        file: 'store/customers/customers.ts',
        with: '     order by kind, value\n     on conflict',
        without: '     on conflict',
      },
      collisionsTriedAgain,
    ],
    test: { file: acceptTest, title: 'no deadlock with a batch in the opposite order' },
  },
  {
    against: 'two batches that bring the same known customers in opposite order',
    edits: [{ ...customersLocked, without: '     for no key update`' }, collisionsTriedAgain],
    test: { file: acceptTest, title: 'of known customers are taken in one order, too' },
  },
  {
    against: 'two batches that give one anonymous customer two userIds',
    edits: [{ file: 'services/intake/resolve.ts', with: '{ lock: true }', without: '{ lock: false }' }],
    test: { file: acceptTest, title: 'keep two batches from giving' },
  },
  {
    against: 'two batches that lead to one customer by different identities',
    edits: [
      {
        file: 'services/intake/stages/lock.ts',
        with: 'if (resolved && resolved.expected.size > 0) await',
        without: 'if (resolved && resolved.expected.size > 1e9) await',
      },
    ],
    test: { file: mergeTest, title: 'do not give them two userIds' },
  },
  {
    against: 'customers who are joined while a batch waits for them',
    edits: [
      {
        file: 'services/intake/stages/lock.ts',
        with: 'if (locked.some(({ mergedInto }) => mergedInto !== null)) throw',
        without: 'if (locked.some(({ mergedInto }) => mergedInto === undefined)) throw',
      },
    ],
    test: { file: mergeTest, title: 'no trait and no input is lost' },
  },
  {
    against: 'one poison item in a collected batch',
    edits: [
      {
        file: 'services/intake/collect.ts',
        with: 'if (mayBeOneItems(error)) {',
        without: 'if (mayBeOneItems(error) && batch.length === 0) {',
      },
    ],
    test: { file: acceptTest, title: 'harms only itself' },
  },
  {
    against: 'calls about a customer whose earlier call is isolated',
    edits: [
      {
        file: 'services/intake/collect.ts',
        with: 'if (isHeld) park(request, people);\n    return isHeld;',
        without: 'return isHeld && people.length > 1e9;',
      },
    ],
    test: { file: 'test/services/intake/isolate.test.ts', title: 'holds back only calls about the people' },
  },
  {
    against: 'an identity that PostgreSQL holds otherwise than it was sent',
    edits: [
      {
        file: 'services/intake/resolve.ts',
        with: 'for (let round = 0; round < MOST_ROUNDS; round += 1) {',
        without:
          'for (let round = 0; round < 100 * MOST_ROUNDS; round += 1) {\n    if (round > MOST_ROUNDS) throw new Error();',
      },
    ],
    test: { file: 'test/services/intake/isolate.test.ts', title: 'an identity that PostgreSQL holds otherwise' },
  },
  {
    against: 'an index row that is too large, in one item',
    edits: [{ file: 'store/database/errors.ts', with: "'44', '54', 'P0'", without: "'44', 'P0'" }],
    test: { file: 'test/services/intake/isolate.test.ts', title: 'a name that no index holds' },
  },
  {
    against: 'a sender who fills the queue',
    edits: [{ file: 'services/intake/waiting.ts', with: '<= room - events,', without: '<= room + 0 * events,' }],
    test: { file: 'test/services/intake/collect.test.ts', title: 'who fills a share is turned away' },
  },
  {
    against: "an SDK's retry over a month's end",
    edits: [
      {
        file: 'store/events/events.ts',
        with: 'return new Set(fresh.map(({ id }) => id));',
        without: 'void fresh; return new Set(messageIds);',
      },
    ],
    test: { file: acceptTest, title: "SDK's retry over the end of a month" },
  },
  {
    against: 'a publish through one API process, the event through another',
    edits: [
      {
        file: 'services/intake/stages/lock.ts',
        with: 'const isNewest = inMemory.catalogVersion === catalogVersion;',
        without: 'const isNewest = inMemory.catalogVersion === catalogVersion || true;',
      },
    ],
    test: { file: acceptTest, title: 'holds a publish through one process' },
  },
  {
    against: 'an entry that arrives after the exit that happened later',
    edits: [
      {
        file: 'core/journey/entry.ts',
        with: "if (contradicted) return 'contradicted';",
        without: 'void contradicted;',
      },
    ],
    test: { file: acceptTest, title: 'when an exit that happened later' },
  },
  {
    against: 'an exit that happened before the entry and arrives after it',
    edits: [
      {
        file: 'core/journey/engine/inputs/event.ts',
        with: '|| happenedBefore(input.event, draft.facts.entry)) return;',
        without: '|| (happenedBefore(input.event, draft.facts.entry) && draft.now < 0)) return;',
      },
    ],
    test: { file: 'test/core/journey/engine/inputs/event.test.ts', title: 'neither exits nor answers' },
  },
  {
    against: 'a publish that commits while a batch waits for its customers',
    edits: [
      {
        file: 'services/intake/stages/lock.ts',
        with: '  const [locked, catalogVersion, acceptedAt, runs] = await Promise.all([',
        without:
          '  const catalogVersion = await getCatalogVersion(trx, workspace);\n  const [locked, , acceptedAt, runs] = await Promise.all([',
      },
    ],
    test: { file: acceptTest, title: 'holds for that batch' },
  },
];
