import { middleOfTimeClass } from '../base/time-classes.ts';

/**
 * Figures of a journey over a time, from its hourly measures. They say what happened in that time: a run that entered before and
 * left a step within it counts as left.
 */
export interface MeasureRow {
  /** The beginning of the hour or day; null: of the whole time. */
  readonly at: number | null;
  readonly version: number;
  /** Empty: of the journey. */
  readonly step: string;
  readonly channel: string;
  readonly what: MeasuredWhat;
  /** The path, the rule, the reason, or the class of a time. */
  readonly detail: string;
  readonly n: number;
  readonly money: number | null;
}

export const measuredWhats = [
  'entered',
  'ended',
  'arrived',
  'left',
  'stayed',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'blocked',
  'unsubscribed',
  'complained',
  'goal',
] as const;
export type MeasuredWhat = (typeof measuredWhats)[number];

export interface JourneyMeasures {
  readonly entered: number;
  /** Of these, in the books only. */
  readonly inBooks: number;
  readonly ended: readonly { readonly reason: string; readonly runs: number }[];
  readonly goals: number;
  readonly money: number;
  readonly steps: readonly StepMeasures[];
}

export interface StepMeasures {
  readonly step: string;
  readonly arrived: number;
  readonly left: readonly { readonly path: string; readonly runs: number }[];
  /** Taken away by an exit or an interrupt: they dropped off here. */
  readonly dropped: number;
  /** Of those that went from here, the share that dropped off; null: nobody went. */
  readonly dropOff: number | null;
  /** Half of those that left by a path stayed no longer than about this; null: nobody left. */
  readonly medianMs: number | null;
  readonly messages: {
    readonly sent: number;
    readonly delivered: number;
    readonly opened: number;
    readonly clicked: number;
    readonly unsubscribed: number;
    readonly complained: number;
  };
  readonly blocked: readonly { readonly rule: string; readonly messages: number }[];
}

/** `order`: the steps as they stand in the definition; others follow. */
export function journeyMeasures(rows: readonly MeasureRow[], order: readonly string[]): JourneyMeasures {
  const own = rows.filter(({ step }) => step === '');
  const total = (of: readonly MeasureRow[], what: MeasuredWhat) =>
    of.reduce((sum, row) => (row.what === what ? sum + row.n : sum), 0);
  const names = [...new Set([...order, ...rows.map(({ step }) => step)])].filter((step) => step !== '');
  return {
    entered: total(own, 'entered'),
    inBooks: total(
      own.filter(({ detail }) => detail !== ''),
      'entered',
    ),
    ended: byDetail(own, 'ended').map(({ detail, n }) => ({ reason: detail, runs: n })),
    goals: total(own, 'goal'),
    money: own.reduce((sum, { what, money }) => (what === 'goal' ? sum + (money ?? 0) : sum), 0),
    steps: names.map((step) => {
      const of = rows.filter((row) => row.step === step);
      const left = byDetail(of, 'left');
      const gone = left.reduce((sum, { n }) => sum + n, 0);
      const dropped = left.find(({ detail }) => detail === '')?.n ?? 0;
      return {
        step,
        arrived: total(of, 'arrived'),
        left: left.filter(({ detail }) => detail !== '').map(({ detail, n }) => ({ path: detail, runs: n })),
        dropped,
        dropOff: gone === 0 ? null : dropped / gone,
        medianMs: medianOf(byDetail(of, 'stayed')),
        messages: {
          sent: total(of, 'sent'),
          delivered: total(of, 'delivered'),
          opened: total(of, 'opened'),
          clicked: total(of, 'clicked'),
          unsubscribed: total(of, 'unsubscribed'),
          complained: total(of, 'complained'),
        },
        blocked: byDetail(of, 'blocked').map(({ detail, n }) => ({ rule: detail, messages: n })),
      };
    }),
  };
}

interface Detailed {
  readonly detail: string;
  readonly n: number;
}

/** The most first. */
function byDetail(rows: readonly MeasureRow[], what: MeasuredWhat): Detailed[] {
  const sums = new Map<string, number>();
  for (const row of rows) if (row.what === what) sums.set(row.detail, (sums.get(row.detail) ?? 0) + row.n);
  return [...sums].map(([detail, n]) => ({ detail, n })).sort((a, b) => b.n - a.n || (a.detail < b.detail ? -1 : 1));
}

/** The middle of the class in which the median lies. */
function medianOf(classes: readonly Detailed[]): number | null {
  const all = classes.reduce((sum, { n }) => sum + n, 0);
  let before = 0;
  for (const { detail, n } of [...classes].sort((a, b) => Number(a.detail) - Number(b.detail))) {
    before += n;
    if (before * 2 >= all) return middleOfTimeClass(Number(detail));
  }
  return null;
}
