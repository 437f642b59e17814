import type { Mutation } from './mutation.ts';

const consentsTest = 'test/services/customers/consents.test.ts';
const pagesTest = 'test/api/pages/routes.test.ts';

export const consent: readonly Mutation[] = [
  {
    against: 'a message of a topic whose consent is withdrawn',
    edits: [
      {
        file: 'core/message/rules/consent.ts',
        with: 'return lacking === undefined ? undefined :',
        without: "return lacking !== 'nothing' ? undefined :",
      },
    ],
    test: { file: consentsTest, title: 'blocks what is withdrawn, with the rule and the topic, and sends the rest' },
  },
  {
    against: 'a run that goes on about a topic whose consent is withdrawn',
    edits: [
      {
        file: 'services/customers/consents.ts',
        with: 'if (withdrawn.length > 0) {',
        without: 'if (withdrawn.length > 1_000) {',
      },
    ],
    test: { file: consentsTest, title: 'ends the open marketing runs of a withdrawn topic, and no others' },
  },
  {
    against: 'a statement that overtakes a newer one',
    edits: [
      {
        file: 'core/customer/consent.ts',
        with: 'if (one.at !== other.at) return one.at > other.at ? one : other;',
        without: 'if (one.at !== other.at) return other;',
      },
    ],
    test: {
      file: 'test/core/customer/consent.test.ts',
      title: 'comes to the same in whatever order statements arrive, and however the histories are merged',
    },
  },
  {
    against: 'an old page about a pause that lifts a withdrawal for good',
    edits: [
      {
        file: 'api/pages/page.ts',
        with: "const isPaused = counting?.state === 'withdrawn' && counting.until !== undefined;",
        without: "const isPaused = counting?.state === 'withdrawn';",
      },
    ],
    test: { file: pagesTest, title: 'stop all marketing, which an old page about a pause does not undo' },
  },
  {
    against: 'a link of one purpose that is used for another',
    edits: [
      {
        file: 'services/access/signed-link.ts',
        with: 'if (payload?.purpose !== purpose) return undefined;',
        without: 'if (payload === undefined) return undefined;',
      },
    ],
    test: { file: pagesTest, title: 'to a link that is broken, of another purpose, or of nobody' },
  },
];
