import { linksOf, shown } from './links.ts';
import type { LintRule } from './rule.ts';

const schemes = /^(https?:\/\/|mailto:|tel:|sms:|#)/i;

export const linkWithoutScheme: LintRule = {
  code: 'link-without-scheme',
  severity: 'error',
  meaning: 'A link leads nowhere, because its address is no whole one.',
  check: (message) =>
    linksOf(message)
      .filter(({ href }) => !schemes.test(href))
      .map(({ href }) => ({
        part: 'html',
        problem: href === '' ? 'a link has no address' : `the link "${shown(href)}" leads nowhere in a mail`,
        remedy: 'Write the whole address: https://…, mailto: or tel:.',
      })),
};
