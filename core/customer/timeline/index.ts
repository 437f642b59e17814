import { consent } from './consent.ts';
import { decision } from './decision.ts';
import { ended } from './ended.ts';
import { entered } from './entered.ts';
import { event } from './event.ts';
import { goal } from './goal.ts';
import { merge } from './merge.ts';
import { message } from './message.ts';
import { step } from './step.ts';
import { task } from './task.ts';
import type { TimelineKind, TimelineRow } from './timeline-kind.ts';

/**
 * The kinds of a timeline, in the order in which what happens at one moment is shown. A new kind is one file, one line here
 * and its rows in store/customers/timeline.ts.
 */
const all = { event, merge, consent, entered, step, decision, message, task, goal, ended } as const;

export type TimelineKindName = keyof typeof all;
export type TimelineRows = { readonly [Kind in TimelineKindName]: RowOf<(typeof all)[Kind]> };
type RowOf<Kind> = Kind extends TimelineKind<infer Row> ? Row : never;

export const timelineKinds = Object.keys(all) as readonly TimelineKindName[];

/** One entry, with the line that shows it. */
export interface TimelineItem {
  readonly kind: TimelineKindName;
  readonly at: number;
  readonly id: string;
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A place in a timeline: entries before it are older. */
export interface TimelinePlace {
  readonly at: number;
  readonly kind: TimelineKindName;
  readonly id: string;
}

export const rankOf = (kind: TimelineKindName): number => timelineKinds.indexOf(kind);

/** One page, newest first, of rows of all kinds: each kind's newest before the place, as many as the page has. */
export function composeTimeline(
  rows: { readonly [Kind in TimelineKindName]: readonly TimelineRows[Kind][] },
  limit: number,
): { readonly items: readonly TimelineItem[]; readonly next: TimelinePlace | undefined } {
  const found = timelineKinds.flatMap((kind) => rows[kind].map((row) => itemOf(kind, row)));
  const items = found.sort(newestFirst).slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? { at: last.at, kind: last.kind, id: last.id } : undefined };
}

function itemOf(kind: TimelineKindName, row: TimelineRow): TimelineItem {
  const { at, id, ...details } = row;
  // The one cast: the rows of a kind are found by its name.
  return { kind, at, id, text: (all[kind] as TimelineKind<TimelineRow>).describe(row), details };
}

function newestFirst(a: TimelineItem, b: TimelineItem): number {
  return b.at - a.at || rankOf(b.kind) - rankOf(a.kind) || (a.id < b.id ? 1 : -1);
}
