import type { Mutation } from './mutation.ts';

const draft = 'core/journey/engine/turn-draft.ts';
const fate = 'core/journey/migration/fate.ts';
const moveTest = 'test/core/journey/engine/move.test.ts';
const publishTest = 'test/services/publishing/runs-under-way.test.ts';

/** Runs that go on in another version of their journey. */
export const versions: readonly Mutation[] = [
  {
    against: 'a run that moves while its message is on its way, and settles in a version that does not know it',
    edits: [
      {
        file: draft,
        with: 'return moving !== undefined && !jobs.some(({ visit }) => facts.begunJobs.has(visit));',
        without: 'return moving !== undefined && (jobs.length >= 0 || facts.begunJobs.size >= 0);',
      },
    ],
    test: { file: moveTest, title: 'a message in flight settles under the version that began it; then the run moves' },
  },
  {
    against: 'a branch that moves into the lane of another one, whose steps are then passed twice',
    edits: [{ file: fate, with: "  if (!sharesLanes(from, id, to, target ?? id)) return no('lane');\n", without: '' }],
    test: { file: moveTest, title: 'a step of another branch keeps the run where it is' },
  },
  {
    against: 'a wait that begins again because its version changes',
    edits: [{ file: 'core/journey/engine/move.ts', with: 'if (!fate.keepsStart) continue;', without: 'continue;' }],
    test: { file: moveTest, title: 'a wait that goes to another wait keeps its start' },
  },
  {
    against: 'a map that leaves somebody without a place, and is found out when they are there',
    edits: [
      {
        file: 'services/publishing/inspect.ts',
        with: '  problems.push(...(await checkMigration(trx, workspace, { runs, definitions })));\n',
        without: '',
      },
    ],
    test: { file: publishTest, title: 'refuses a map that leaves somebody without a place, and has changed nothing' },
  },
  {
    against: 'somebody who enters the earlier version while it is replaced, and stays behind',
    edits: [{ file: 'store/runs/bulk-acts.ts', with: "where act.act = 'migrate' and", without: 'where false and' }],
    test: { file: publishTest, title: 'finds who came in while the version was replaced' },
  },
  {
    against: 'a new exit that does not know what came before the move',
    edits: [
      {
        file: 'activities/take-inputs.ts',
        with: '        await takeMissedExits(trx, run, { from: definition, to }, { entry, now });\n',
        without: '        takeMissedExits.length;\n',
      },
    ],
    test: { file: publishTest, title: 'lets a run exit by what came since its entry' },
  },
];
