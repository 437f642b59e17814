import type { LintRule } from './rule.ts';

/** Gmail cuts a mail off behind this many bytes of HTML, and with it the unsubscribe link. */
const clippedAt = 102 * 1024;

export const tooLarge: LintRule = {
  code: 'too-large',
  severity: 'warning',
  meaning: 'The HTML is so large that Gmail cuts it off.',
  check: ({ parts }) => {
    const bytes = parts.html === undefined ? 0 : new TextEncoder().encode(parts.html).length;
    if (bytes <= clippedAt) return [];
    const problem = `the HTML has ${Math.round(bytes / 1024)} KB; Gmail cuts mails off behind 102 KB`;
    return [{ part: 'html', problem, remedy: 'Shorten it; link to pictures and styles once, not in every row.' }];
  },
};
