import { shown } from './links.ts';
import type { LintRule } from './rule.ts';

export const imageWithoutAlt: LintRule = {
  code: 'image-without-alt',
  severity: 'warning',
  meaning: 'An image has no alternative text.',
  check: ({ html }) =>
    (html?.elements ?? [])
      .filter(({ name, attributes }) => name === 'img' && attributes.alt === undefined)
      .map(({ attributes }) => ({
        part: 'html',
        problem: `the image ${shown(attributes.src ?? '')} has no alt`,
        remedy: 'Say what it shows: alt="…"; alt="" if it only decorates. Many readers block images or hear mails.',
      })),
};
