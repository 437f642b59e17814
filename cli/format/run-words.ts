import type { RunAnswer } from '../../api/operations/runs/schemas.ts';
import { listMoments } from './moments.ts';
import { spanInWords } from './span.ts';
import { stateInWords } from './task-words.ts';
import { inUtc } from './utc.ts';

/**
 * A run as a story for the person who answers a customer: who and which journey, where it stands and what comes next, then all
 * that happened in one list, each line with its time and the span since the line before. `now` is for "in 3 hours".
 */
export function runInWords(run: RunAnswer, now: number): string[] {
  const moments = listMoments(run);
  const width = Math.max(...moments.map(({ at }, index) => sinceBefore(moments[index - 1]?.at, at).length));
  return [
    `${run.title} (${run.journey} v${run.version}), run ${run.id}`,
    row('Customer', `${run.userId ?? 'known anonymously'} (${run.customerId})`),
    ...(run.key === null ? [] : [row('Key', run.key)]),
    row('Status', statusInWords(run)),
    ...goalInWords(run, now),
    ...nextInWords(run, now),
    '',
    ...moments.map(
      ({ at, text }, index) => `${inUtc(at)}  ${sinceBefore(moments[index - 1]?.at, at).padStart(width)}  ${text}`,
    ),
  ];
}

function statusInWords(run: RunAnswer): string {
  if (run.endedAt !== null)
    return `ended ${inUtc(run.endedAt)}, ${spanInWords(between(run.enteredAt, run.endedAt))} after it began`;
  if (run.stuckAt !== null) return `stuck since ${inUtc(run.stuckAt)}`;
  return `open since ${inUtc(run.enteredAt)}`;
}

function goalInWords({ goal, goalUntil }: RunAnswer, now: number): string[] {
  if (goal !== null)
    return [row('Goal', `reached ${inUtc(goal.reachedAt)}${goal.value === null ? '' : `, worth ${goal.value}`}`)];
  if (goalUntil === null) return [];
  return [
    row('Goal', Date.parse(goalUntil) > now ? `may be reached until ${inUtc(goalUntil)}` : 'not reached in time'),
  ];
}

function nextInWords(run: RunAnswer, now: number): string[] {
  if (run.endedAt !== null) return [];
  if (run.stuckAt !== null) {
    const error = `${run.stuckErrorCode ?? 'the error is gone'}${run.stuckErrorText ? `: ${run.stuckErrorText}` : ''}`;
    return [
      row('Error', `${error} (error ${run.stuckErrorId})`),
      row('Next', `nothing by itself. Mend the cause, then: throughline run retry ${run.id}`),
      row('', `or end it: throughline run exit ${run.id} --reason "…"`),
    ];
  }
  const waiting = run.inputs.filter(({ taken }) => !taken).length;
  if (waiting > 0)
    return [row('Next', `a turn at once: ${waiting === 1 ? 'an input waits' : `${waiting} inputs wait`} for it`)];
  const standing = run.visits.filter(({ leftAt }) => leftAt === null);
  return standing.map((visit) => row('Next', nextOf(run, visit, now)));
}

function nextOf(run: RunAnswer, { visit, title, doing }: RunAnswer['visits'][number], now: number): string {
  const message = run.messages.find((each) => each.visit === visit);
  const task = run.tasks.find((each) => each.visit === visit);
  const what = `${title}: ${task ? `${doing}; task ${task.id} is ${stateInWords(task)}` : doing}`;
  if (message?.state === 'requested') return `${what}; its first attempt comes at once`;
  if (message?.state === 'failed-temporarily') return `${what}; it failed temporarily and is tried again by itself`;
  if (message?.state === 'claimed' || message?.state === 'sending') return `${what}; an attempt is under way`;
  const span = run.dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(run.dueAt) - now;
  if (span <= 0) return run.label; // due, or looked at again: the label of its latest turn says until when it waits
  const until = run.dueAt === null ? 'for as long as it takes' : `${inUtc(run.dueAt)} (in ${spanInWords(span)})`;
  if (message?.state === 'deferred') return `${what}; deferred by rule ${message.rule}, evaluated again ${until}`;
  return `${what}, ${run.dueAt === null ? until : `until ${until}`}`;
}

function row(name: string, text: string): string {
  return `${name.padEnd(8)}  ${text}`;
}

function between(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

/** Blank where next to no time passed: what happens in one turn happens at one moment. */
function sinceBefore(before: string | undefined, at: string): string {
  const span = before === undefined ? 0 : between(before, at);
  return span < 1_000 ? '' : `${spanInWords(span)} later`;
}
