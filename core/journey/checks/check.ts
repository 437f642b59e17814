import type { Problem } from '../../base/problem.ts';
import type { JourneyDefinition } from '../definition/index.ts';
import type { KnownNames } from '../known-names.ts';

/**
 * A publish check: one rule about the meaning of a definition whose form is right already. One file each; the ordered
 * registry is index.ts. Problems are produced lazily, so that a definition with thousands of them is not searched to
 * the end: see validate.ts.
 */
export interface Check<Code extends string = string> {
  /** The name of its file. */
  readonly name: string;
  /** Each code that it reports, with what that means. Codes are stable: programs go by them. */
  readonly codes: Readonly<Record<Code, string>>;
  /** For each code a definition that is refused, or warned of, with it. A function: nobody pays for it on import. */
  readonly examples: () => Readonly<Record<Code, JourneyDefinition>>;
  /** Not run where one of these codes was found before: the same slip would be reported twice. */
  readonly skippedAfter?: readonly string[] | undefined;
  /** `known` is undefined where nothing outside of the definition is known (a journey file being loaded). */
  problems(definition: JourneyDefinition, known: KnownNames | undefined): Iterable<Problem>;
}

/** For inference only: a code without an example does not compile. */
export function defineCheck<const Code extends string>(check: Check<Code>): Check {
  return check;
}
