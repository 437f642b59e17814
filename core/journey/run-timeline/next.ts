import type { ExplainedVisit } from './explain.ts';
import type { RunFacts, VisitFacts } from './run-facts.ts';
import { describeTaskState } from './tasks.ts';

/** What comes next in a run, if nothing else happens before. */
export interface NextMoment {
  /** Null: a turn of the run. */
  readonly visit: number | null;
  readonly text: string;
  /** By when it happens by itself; null: at once, or `text` says on what it waits. */
  readonly until: number | null;
}

/** Nothing comes next in a run that has ended or is stuck. */
export function listNext(
  run: RunFacts,
  visits: readonly (VisitFacts & ExplainedVisit)[],
  now: number,
): readonly NextMoment[] {
  if (run.endedAt !== null || run.stuckAt !== null) return [];
  const waiting = run.inputs.filter(({ taken }) => !taken).length;
  if (waiting > 0) {
    const inputs = waiting === 1 ? 'an input waits' : `${waiting} inputs wait`;
    return [{ visit: null, text: `a turn at once: ${inputs} for it`, until: null }];
  }
  if (run.queuedAt) return [{ visit: null, text: 'it waits for room: its journey lets in only so many', until: null }];
  return visits.filter(({ leftAt }) => leftAt === null).map((visit) => nextOf(run, visit, now));
}

function nextOf(
  { messages, tasks, dueAt, label }: RunFacts,
  { visit, title, doing }: VisitFacts & ExplainedVisit,
  now: number,
): NextMoment {
  const message = messages.find((each) => each.visit === visit);
  const task = tasks.find((each) => each.visit === visit);
  const what = `${title}: ${task ? `${doing}; task ${task.id} is ${describeTaskState(task)}` : doing}`;
  const atOnce = (text: string) => ({ visit, text: `${what}; ${text}`, until: null });
  if (message?.state === 'requested') return atOnce('its first attempt comes at once');
  if (message?.state === 'failed-temporarily') return atOnce('it failed temporarily and is tried again by itself');
  if (message?.state === 'claimed' || message?.state === 'sending') return atOnce('an attempt is under way');
  if (dueAt !== null && dueAt <= now) return { visit, text: label, until: null }; // the label of its latest turn says until when
  const text = message?.state === 'deferred' ? `${what}; deferred by rule ${message.rule}` : what;
  return { visit, text: dueAt === null ? `${text}, for as long as it takes` : text, until: dueAt };
}
