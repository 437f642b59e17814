import type { ExplainedRun } from '../../api/explain-run.ts';
import type { RunSummary } from '../../store/run-views.ts';

/** What the API answers: its own shape, with moments (`at`, `…At`) as ISO 8601. */
type Shown<Value> = Value extends readonly (infer Item)[]
  ? readonly Shown<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Name extends 'at' | `${string}At` ? Moment<Value[Name]> : Shown<Value[Name]> }
    : Value;
type Moment<Value> = Value extends number ? string : Value;

export type ShownRun = Shown<ExplainedRun>;
export type ShownSummary = Shown<RunSummary>;
