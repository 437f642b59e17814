import { canonicalJson } from '../../base/canonical-json.ts';
import { describeDuration } from '../../base/duration-words.ts';
import { describeCondition } from '../../condition/describe.ts';
import { type Condition, conditionSchema } from '../../condition/schema.ts';
import type { StepId } from '../definition/index.ts';

/** One thing that changed, as a sentence. */
export interface Change {
  readonly part: 'journey' | 'entry' | 'exit' | 'interrupt' | 'goal' | 'step' | 'path';
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** The step that it is about. */
  readonly step?: StepId;
  readonly text: string;
}

/** Settings whose values differ: "timeout" and "1 day ▸ 2 days". */
export function settingChanges(
  before: object,
  after: object,
): readonly { readonly name: string; readonly text: string }[] {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name) => {
    if (was[name] === undefined && is[name] === undefined) return [];
    if (was[name] !== undefined && is[name] !== undefined && canonicalJson(was[name]) === canonicalJson(is[name]))
      return [];
    return [{ name, text: `${valueInWords(was[name])} ▸ ${valueInWords(is[name])}` }];
  });
}

/** Longer values are cut: a list of changes is read at a glance. */
const longest = 160;

export function valueInWords(value: unknown): string {
  if (value === undefined) return 'none';
  if (typeof value === 'string') return /^P\d|^PT\d/.test(value) ? describeDuration(value) : value;
  const condition = asCondition(value);
  const text = condition ? describeCondition(condition) : JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function asCondition(value: unknown): Condition | undefined {
  if (typeof value !== 'object' || value === null || !('combinator' in value)) return undefined;
  return conditionSchema.safeParse(value).data;
}
