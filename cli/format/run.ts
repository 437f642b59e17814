import type { RunAnswer } from '../../api/operations/runs/schemas.ts';
import { formatDuration } from '../../core/base/format-duration.ts';
import { inUtc } from './utc.ts';

/**
 * A run for the person who answers a customer: who and which journey, its status and what comes next, then its timeline,
 * each line with its time and the time since the line before. `now` is for "in 3 hours".
 */
export function formatRun(run: RunAnswer, now: number): string[] {
  const { timeline } = run;
  const width = Math.max(0, ...timeline.map(({ at }, index) => sinceBefore(timeline[index - 1]?.at, at).length));
  return [
    `${run.title} (${run.journey} v${run.version}), run ${run.id}`,
    row('Customer', `${run.userId ?? 'known anonymously'} (${run.customerId})`),
    ...(run.key === null ? [] : [row('Key', run.key)]),
    row('Status', formatStatus(run)),
    ...formatGoal(run, now),
    ...(run.stuckAt === null || run.endedAt !== null ? [] : formatStuck(run)),
    ...run.next.map(({ text, until }) => row('Next', `${text}${until === null ? '' : formatUntil(until, now)}`)),
    '',
    ...timeline.map(
      ({ at, text }, index) => `${inUtc(at)}  ${sinceBefore(timeline[index - 1]?.at, at).padStart(width)}  ${text}`,
    ),
  ];
}

function formatStatus(run: RunAnswer): string {
  if (run.endedAt !== null)
    return `ended ${inUtc(run.endedAt)}, ${formatDuration(between(run.enteredAt, run.endedAt))} after it began`;
  if (run.stuckAt !== null) return `stuck since ${inUtc(run.stuckAt)}`;
  return `open since ${inUtc(run.enteredAt)}`;
}

function formatGoal({ goal, goalUntil }: RunAnswer, now: number): string[] {
  if (goal !== null)
    return [row('Goal', `reached ${inUtc(goal.reachedAt)}${goal.value === null ? '' : `, worth ${goal.value}`}`)];
  if (goalUntil === null) return [];
  return [
    row('Goal', Date.parse(goalUntil) > now ? `may be reached until ${inUtc(goalUntil)}` : 'not reached in time'),
  ];
}

function formatStuck(run: RunAnswer): string[] {
  const error = `${run.stuckErrorCode ?? 'the error is gone'}${run.stuckErrorText ? `: ${run.stuckErrorText}` : ''}`;
  return [
    row('Error', `${error} (error ${run.stuckErrorId})`),
    row('Next', `nothing by itself. Fix the cause, then: throughline run retry ${run.id}`),
    row('', `or end it: throughline run exit ${run.id} --reason "…"`),
  ];
}

function formatUntil(until: string, now: number): string {
  const left = Date.parse(until) - now;
  return `, until ${inUtc(until)}${left > 0 ? ` (in ${formatDuration(left)})` : ''}`;
}

function row(name: string, text: string): string {
  return `${name.padEnd(8)}  ${text}`;
}

function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

/** Blank if next to no time passed: what happens in one turn happens at one moment. */
function sinceBefore(before: string | undefined, at: string): string {
  const duration = before === undefined ? 0 : between(before, at);
  return duration < 1_000 ? '' : `${formatDuration(duration)} later`;
}
