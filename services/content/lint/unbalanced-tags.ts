import type { LintRule } from './rule.ts';

export const unbalancedTags: LintRule = {
  code: 'unbalanced-tags',
  severity: 'warning',
  meaning: 'An HTML element is not closed, or closed without having been opened.',
  check: ({ html }) =>
    (html?.unbalanced ?? []).map(({ name, line, isOpen }) => ({
      part: 'html',
      problem: isOpen
        ? `<${name}> in line ${line} of what it renders to is not closed`
        : `</${name}> in line ${line} of what it renders to closes nothing`,
      remedy: `Balance <${name}> and </${name}>: mail programs repair it in different ways.`,
    })),
};
