import type { Mutation } from './mutation.ts';

const newerTest = 'test/activities/needs-newer-worker.test.ts';

export const newerPrograms: readonly Mutation[] = [
  {
    against: 'an input that a newer program appended: taken as if it meant nothing',
    edits: [
      {
        file: 'core/journey/engine/inputs/index.ts',
        with: "throw needsNewerWorker('input', kind);",
        without: 'return { kind, take: () => void needsNewerWorker };',
      },
    ],
    test: { file: newerTest, title: 'leaves an input of a kind that it does not know' },
  },
  {
    against: 'a step type of a newer program: the run is stuck on it',
    edits: [
      {
        file: 'core/journey/steps/index.ts',
        with: "throw needsNewerWorker('step type', step.type);",
        without: 'throw new Error(String(needsNewerWorker));',
      },
    ],
    test: { file: newerTest, title: 'leaves a run at a step of a type that it does not know' },
  },
  {
    against: 'a job kind of a newer program: the run is stuck on it',
    edits: [
      {
        file: 'activities/jobs/index.ts',
        with: "throw needsNewerWorker('job kind', kind);",
        without: 'throw new Error(String(needsNewerWorker));',
      },
    ],
    test: { file: newerTest, title: 'leaves a run with an open job of a kind that it does not know' },
  },
  {
    against: 'a definition that an old process can not run, published while the process is live',
    edits: [
      {
        file: 'services/publishing/inspect.ts',
        with: 'problems.push(...(await findLackingProcesses(trx, definitions)));',
        without: 'void findLackingProcesses;',
      },
    ],
    test: { file: 'test/services/publishing/lacking-processes.test.ts', title: 'refuses while a live worker lacks' },
  },
  {
    against: 'a row of failures for each attempt of an old worker',
    edits: [{ file: 'activities/or-stuck.ts', with: ' || code === needsNewerWorkerCode', without: '' }],
    test: { file: newerTest, title: 'leaves an input of a kind that it does not know' },
  },
];
