import type { Problem } from '../../../core/base/problem.ts';
import { joinName } from '../../../core/content/language.ts';
import { emptySubject } from './empty-subject.ts';
import { readHtml } from './html.ts';
import { imageWithoutAlt } from './image-without-alt.ts';
import { linkNotEncrypted } from './link-not-encrypted.ts';
import { linkToLocalhost } from './link-to-localhost.ts';
import { linkWithoutScheme } from './link-without-scheme.ts';
import { missingUnsubscribe } from './missing-unsubscribe.ts';
import { type Linted, type LintRule, problemOf } from './rule.ts';
import { tooLarge } from './too-large.ts';
import { unbalancedTags } from './unbalanced-tags.ts';
import { vagueLinkText } from './vague-link-text.ts';

/** What is looked at in a rendered message, in the order in which it is reported. */
export const lintRules: readonly LintRule[] = [
  emptySubject,
  linkWithoutScheme,
  linkToLocalhost,
  linkNotEncrypted,
  vagueLinkText,
  imageWithoutAlt,
  unbalancedTags,
  missingUnsubscribe,
  tooLarge,
];

/** Findings of one kind that are reported: more of them are one mistake many times. */
const mostOfAKind = 10;

export function lint(message: Omit<Linted, 'html'>): readonly Problem[] {
  const [part] = message.kind.parts.html;
  const source = part === undefined ? undefined : message.parts[part];
  const linted: Linted = { ...message, html: source === undefined ? undefined : readHtml(source) };
  return lintRules.flatMap((rule) =>
    rule
      .check(linted)
      .slice(0, mostOfAKind)
      .map((finding) => problemOf(rule, finding, `${message.where}.${joinName(finding.part, message.language)}`)),
  );
}
