import { type Figure, inMsSpread, spreadOf } from '../figures.ts';
import { waits } from '../journeys.ts';
import type { Stage } from '../stage.ts';

const RUNS_EACH = 100;

/** How much later than its deadline a run leaves a wait: by the turn's own clock, which dates what the run does next. */
export async function lateness(stage: Stage): Promise<Figure[]> {
  const calls = waits.flatMap(({ id }) =>
    Array.from({ length: RUNS_EACH }, (_, number) => ({ userId: `${id}-${number}`, event: `Begin ${id}` })),
  );
  for (let from = 0; from < calls.length; from += 4) {
    await stage.track(calls.slice(from, from + 4));
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  for (const { id } of waits) await stage.ended(id);
  const late = await stage.system.db.look<{ ms: number }>(
    `select extract(epoch from visit.left_at - visit.arrived_at) * 1000 - cast(split_part(run.journey_id, '-', 2) as integer) * 1000 as ms
     from run_visits visit join journey_runs run on run.id = visit.journey_run_id where run.journey_id like 'waits-%'`,
  );
  const spread = spreadOf(late.map(({ ms }) => Number(ms)));
  return [
    {
      what: `lateness of ${late.length} waits of 3, 5 and 7 s, 10 begun a second`,
      ours: inMsSpread(spread),
      budget: 'p99 under 250 ms',
      met: spread.p99 < 250,
    },
  ];
}
