import type { Mutation } from './mutation.ts';

const converter = 'workflows/failure-converter.ts';
const wholeRun = {
  file: 'test/system/privacy.test.ts',
  title: 'a busy run with provider errors leaves nothing of the customer in Temporal',
};

export const determinismAndPrivacy: readonly Mutation[] = [
  {
    against: 'a loop that does something else than the loop of a run that waits did',
    edits: [
      {
        file: 'workflows/timer.ts',
        with: 'if (moment !== undefined && moment === setFor && !fired) return;',
        without: '',
      },
    ],
    test: { file: 'test/workflows/golden-histories.test.ts', title: 'go on with the present loop' },
  },
  {
    against: 'an error that quotes the customer',
    edits: [
      {
        file: converter,
        with: "message: kind || isOurs ? (message ?? '') : withheld,",
        without: "message: message ?? '',",
      },
    ],
    test: { file: 'test/workflows/failure-converter.test.ts', title: 'keeps nothing of a sentence' },
  },
  {
    against: "a provider's words in the failure of an attempt",
    edits: [
      {
        file: 'activities/or-stuck.ts',
        with: 'throw retryLater(code, errorId, error.retryAfter);',
        without: 'throw Object.assign(retryLater(code, errorId, error.retryAfter), { details: [error.message] });',
      },
      { file: converter, with: "type : 'Error', details: null },", without: "type : 'Error' }," },
    ],
    test: wholeRun,
  },
  {
    against: 'a label that names the customer',
    edits: [
      {
        file: 'activities/run-turn.ts',
        with: '    label,\n  };',
        without: '    label: `${label} for ${JSON.stringify(customer.traits)}`,\n  };',
      },
    ],
    test: wholeRun,
  },
];
