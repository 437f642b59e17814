import { isLocal, linksOf, shown } from './links.ts';
import type { LintRule } from './rule.ts';

export const linkToLocalhost: LintRule = {
  code: 'link-to-localhost',
  severity: 'warning',
  meaning: 'A link leads to a machine that customers cannot reach.',
  check: (message) =>
    linksOf(message)
      .filter(({ href }) => isLocal(href))
      .map(({ href }) => ({
        part: 'html',
        problem: `the link ${shown(href)} leads to a machine that customers can't reach`,
        remedy: 'Write the public address before customers get it.',
      })),
};
