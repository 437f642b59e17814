import type { LintRule } from './rule.ts';

export const missingUnsubscribe: LintRule = {
  code: 'missing-unsubscribe',
  severity: 'warning',
  meaning: 'A marketing e-mail has no link to unsubscribe.',
  check: ({ kind, isMarketing, roots }) =>
    kind.id !== 'email' || !isMarketing || roots.has('unsubscribe_url') || roots.has('preferences_url')
      ? []
      : [
          {
            part: 'html',
            problem: 'a marketing mail has no link to unsubscribe',
            remedy: 'Add <a href="{{ unsubscribe_url }}">Unsubscribe</a>; law and mail providers ask for it.',
          },
        ],
};
