import { linksOf, shown } from './links.ts';
import type { LintRule } from './rule.ts';

/** Texts that say nothing about where a link leads, to somebody who goes from link to link. */
const vague = new Set([
  'here',
  'click here',
  'click',
  'click me',
  'this',
  'this link',
  'link',
  'more',
  'read more',
  'learn more',
  'hier',
  'hier klicken',
  'klicken sie hier',
  'klicke hier',
  'mehr',
  'weiterlesen',
  'ici',
  'cliquez ici',
  'aquí',
  'haz clic aquí',
]);

export const vagueLinkText: LintRule = {
  code: 'vague-link-text',
  severity: 'warning',
  meaning: 'The text of a link does not say where it leads.',
  check: (message) =>
    linksOf(message).flatMap(({ href, element }) => {
      const text = element.text.replace(/\s+/g, ' ').trim();
      const said = text
        .toLowerCase()
        .replace(/[.!>»→…]+$/u, '')
        .trim();
      if (said !== '' && !vague.has(said)) return [];
      const label = element.attributes['aria-label']?.trim();
      if (label) return [];
      const problem =
        text === '' ? `the link ${shown(href)} has no text` : `the link "${text}" does not say where it leads`;
      return [{ part: 'html', problem, remedy: 'Name what is behind it: "See your order", "Change your settings".' }];
    }),
};
