import { firstIdAt } from '../../core/base/id.ts';
import { nowInWorkspace } from '../database/clock.ts';
import { type Database, inTransaction, rows, SHORT, timestamp } from '../database/database.ts';
import { countOpenRuns } from '../runs/open-run-counts.ts';

/** Figures of a journey, as lists of journeys show them. */
export interface JourneyFigures {
  /** Open and stuck runs of all versions. */
  readonly open: number;
  readonly stuck: number;
  /** Runs that entered and ended in each of the last seven periods of 24 hours; the last one ends now. */
  readonly entered: readonly number[];
  readonly left: readonly number[];
  /** Of those who entered in the last 30 days: how many there are, and how many of them reached the goal. */
  readonly goal: { readonly entered: number; readonly reached: number };
}

export interface AllFigures {
  readonly at: number;
  /** Open runs are projected from a sample. */
  readonly isEstimated: boolean;
  readonly byJourney: ReadonlyMap<string, JourneyFigures>;
}

export const DAYS_SHOWN = 7;
const GOAL_DAYS = 30;
const DAY_MS = 86_400_000;
/** Ids are made when a run enters, by the clock of another machine: so much apart the two may be. */
const CLOCKS_APART_MS = 3_600_000;

const none: JourneyFigures = {
  open: 0,
  stuck: 0,
  entered: Array<number>(DAYS_SHOWN).fill(0),
  left: Array<number>(DAYS_SHOWN).fill(0),
  goal: { entered: 0, reached: 0 },
};

/** Of all journeys of a workspace at once: each statement reads a range of an index, whatever the number of journeys. */
export async function readJourneyFigures(database: Database, workspace: string): Promise<AllFigures> {
  const open = await countOpenRuns(database, workspace);
  return inTransaction(
    database,
    async (trx) => {
      await trx.send('set local enable_seqscan = on', []); // it is about many rows
      const [clock] = await rows<{ now: number; isReal: boolean }>(
        trx,
        `select ${nowInWorkspace} as now, clock_stopped_at is null and clock_offset_ms = 0 as "isReal"
         from workspaces where id = ?`,
        [workspace, workspace],
      );
      const now = clock?.now ?? Date.now();
      // Where a test has moved the clock, ids are no bound, since they are made by the real one.
      const firstId = (days: number) => firstIdAt(clock?.isReal ? now - days * DAY_MS - CLOCKS_APART_MS : 0);
      const since = (days: number) => timestamp(now - days * DAY_MS);
      const stuck = await rows<{ journey: string; runs: number }>(
        trx,
        `select journey_id as journey, count(*) as runs from journey_runs
         where workspace = ? and stuck_at is not null and ended_at is null group by 1`,
        [workspace],
      );
      const entered = await rows<DayCount>(
        trx,
        `select journey_id as journey, ${daysAgo('entered_at')} as ago, count(*) as runs from journey_runs
         where workspace = ? and observation is null and id >= cast(? as uuid) and entered_at > cast(? as timestamptz) group by 1, 2`,
        [timestamp(now), workspace, firstId(DAYS_SHOWN), since(DAYS_SHOWN)],
      );
      const left = await rows<DayCount>(
        trx,
        `select journey_id as journey, ${daysAgo('ended_at')} as ago, count(*) as runs from journey_runs
         where workspace = ? and observation is null and ended_at > cast(? as timestamptz) group by 1, 2`,
        [timestamp(now), workspace, since(DAYS_SHOWN)],
      );
      const goals = await rows<{ journey: string; entered: number; reached: number }>(
        trx,
        `select run.journey_id as journey, count(*) as entered, count(goal.journey_run_id) as reached
         from journey_runs run left join run_goals goal on goal.journey_run_id = run.id
         where run.workspace = ? and run.observation is null and run.id >= cast(? as uuid) and run.entered_at > cast(? as timestamptz) group by 1`,
        [workspace, firstId(GOAL_DAYS), since(GOAL_DAYS)],
      );
      const byJourney = new Map<string, JourneyFigures>();
      const change = (journey: string, how: (before: JourneyFigures) => Partial<JourneyFigures>) => {
        const before = byJourney.get(journey) ?? none;
        byJourney.set(journey, { ...before, ...how(before) });
      };
      for (const { journey, runs } of open.byVersion) change(journey, (before) => ({ open: before.open + runs }));
      for (const { journey, runs } of stuck)
        change(journey, (before) => ({ stuck: runs, open: Math.max(0, before.open - runs) }));
      for (const each of entered) change(each.journey, (before) => ({ entered: withDay(before.entered, each) }));
      for (const each of left) change(each.journey, (before) => ({ left: withDay(before.left, each) }));
      for (const { journey, ...goal } of goals) change(journey, () => ({ goal }));
      return { at: now, isEstimated: open.estimated, byJourney };
    },
    { ...SHORT, statementMs: 15_000 },
  );
}

export function figuresOf({ byJourney }: AllFigures, journey: string): JourneyFigures {
  return byJourney.get(journey) ?? none;
}

interface DayCount {
  readonly journey: string;
  /** 0: in the last 24 hours. */
  readonly ago: number;
  readonly runs: number;
}

const daysAgo = (column: string) =>
  `cast(floor(extract(epoch from cast(? as timestamptz) - ${column}) / 86400) as integer)`;

function withDay(days: readonly number[], { ago, runs }: DayCount): readonly number[] {
  return days.map((count, index) => (index === DAYS_SHOWN - 1 - Math.max(0, ago) ? count + runs : count));
}
