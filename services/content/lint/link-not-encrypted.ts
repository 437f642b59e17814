import { isLocal, linksOf, shown } from './links.ts';
import type { LintRule } from './rule.ts';

export const linkNotEncrypted: LintRule = {
  code: 'link-not-encrypted',
  severity: 'warning',
  meaning: 'A link has a plain http address.',
  check: (message) =>
    linksOf(message)
      .filter(({ href }) => /^http:/i.test(href) && !isLocal(href))
      .map(({ href }) => ({
        part: 'html',
        problem: `the link ${shown(href)} is not encrypted`,
        remedy: 'Write https://.',
      })),
};
