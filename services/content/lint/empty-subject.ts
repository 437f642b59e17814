import type { LintRule } from './rule.ts';

export const emptySubject: LintRule = {
  code: 'empty-subject',
  severity: 'error',
  meaning: 'The subject of an e-mail is empty.',
  check: ({ parts }) =>
    parts.subject !== undefined && parts.subject.trim() === ''
      ? [
          {
            part: 'subject',
            problem: 'the subject is empty',
            remedy: 'Write one: a mail without a subject looks like spam.',
          },
        ]
      : [],
};
