import type { Problem } from '../../../core/base/problem.ts';
import type { ChannelKind } from '../../../core/message/channel-kind.ts';
import type { Sample } from '../samples.ts';
import type { Html } from './html.ts';

/** A message as it was rendered with a sample. */
export interface Linted {
  readonly kind: ChannelKind;
  /** "templates.welcome.email" */
  readonly where: string;
  readonly language: string | undefined;
  /** With the text part, made from the HTML where the template has none. */
  readonly parts: Readonly<Record<string, string>>;
  /** Undefined: the channel has no HTML. */
  readonly html: Html | undefined;
  readonly sample: Sample;
  /** Is it sent by a marketing journey? */
  readonly isMarketing: boolean;
  /** The roots of the variables that its parts use. */
  readonly roots: ReadonlySet<string>;
}

/** One rule about rendered messages. One file each; the registry is index.ts. Errors refuse a publication, warnings are shown. */
export interface LintRule {
  /** The name of its file, and the code of its problems. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, in a sentence. */
  readonly meaning: string;
  check(message: Linted): readonly LintFinding[];
}

export interface LintFinding {
  readonly part: string;
  readonly problem: string;
  readonly remedy: string;
}

export function problemOf({ code, severity }: LintRule, { problem, remedy }: LintFinding, where: string): Problem {
  return { code, where, problem, remedy, ...(severity === 'warning' && { severity }) };
}
