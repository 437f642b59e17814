import type { Json } from '../base/canonical-json.ts';
import { compile, compileTruth, isGroup, type Truth } from './compile.ts';
import { describeCondition, describeRule } from './describe.ts';
import { reader } from './fields.ts';
import { measuredIn, measureReader } from './history/measures.ts';
import type { Condition, Rule, Scope } from './schema.ts';

/** Which part of a condition held for one customer at one moment, and by what values. */
export interface Trace {
  readonly words: string;
  readonly verdict: 'holds' | 'does-not-hold' | 'unknown';
  /** Of a rule: what its field was. Left out where it is missing. */
  readonly value?: Json | undefined;
  /** Of a group: its rules and groups. */
  readonly combinator?: 'and' | 'or' | undefined;
  readonly not?: true | undefined;
  readonly parts?: readonly Trace[] | undefined;
}

export function traceCondition(part: Condition | Rule, scope: Scope): Trace {
  const verdict = verdictOf(compileTruth(part)(scope));
  if (!isGroup(part)) {
    const value = actualOf(part, scope);
    return { words: describeRule(part), verdict, ...(value !== undefined && { value }) };
  }
  const { combinator, not, rules } = part;
  const parts = rules.map((each) => traceCondition(each, scope));
  return { words: describeCondition(part), verdict, combinator, ...(not && { not }), parts };
}

function actualOf({ field, of }: Rule, scope: Scope): Json | undefined {
  const measured = measuredIn(field);
  return measured ? measureReader(measured, of, compile)(scope)[0] : reader(field)(scope);
}

const verdictOf = (truth: Truth): Trace['verdict'] =>
  truth === undefined ? 'unknown' : truth ? 'holds' : 'does-not-hold';
