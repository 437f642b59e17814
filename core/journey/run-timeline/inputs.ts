import { inUtc } from '../../base/calendar.ts';
import { formatDuration } from '../../base/format-duration.ts';
import { describeBooks } from '../books.ts';
import { getEntryKind, isDateEntry, isScheduleEntry, type JourneyDefinition } from '../definition/index.ts';
import type { InputFacts, RunFacts } from './run-facts.ts';
import type { PlacedMoment } from './run-moment.ts';

/** An event that was accepted so much later than it happened is shown with the difference. */
const LATE_MS = 60_000;

/**
 * What the run reacted to. An outcome is shown by its message; of deferrals, which may be many, the first of each visit and
 * rule is shown.
 */
export function momentsOfInput(
  input: InputFacts,
  run: Pick<RunFacts, 'inputs' | 'books'>,
  definition: Pick<JourneyDefinition, 'entry'>,
): PlacedMoment[] {
  const text = describeInput(input, run, definition);
  if (text === undefined) return [];
  const { at, visit, taken } = input;
  return [{ at, place: 0, kind: 'input', visit, text: `${text}${taken ? '' : ' (no turn has taken it yet)'}` }];
}

function describeInput(
  input: InputFacts,
  { inputs, books }: Pick<RunFacts, 'inputs' | 'books'>,
  definition: Pick<JourneyDefinition, 'entry'>,
): string | undefined {
  const { at, kind, event, occurredAt, visit, rule } = input;
  switch (kind) {
    case 'entry':
      return `${event}${byTime(input, definition)}${late(occurredAt, at)}: the run began${books ? `, ${describeBooks(books)}` : ''}`;
    case 'event':
      return `${event}${late(occurredAt, at)} came`;
    case 'customer-changed':
      return `the customer changed: ${(input.traits ?? []).join(', ')}`;
    case 'operator-exit':
      return `an operator requested its exit: ${input.reason}`;
    case 'operator-skip':
      return `an operator took it on from a step: ${input.reason}`;
    case 'migrated':
      return `it was asked to go on in version ${input.version}`;
    case 'consent-withdrawn':
      return `the customer withdrew consent: ${input.reason}`;
    case 'superseded':
      return input.reason === 'restarted'
        ? 'the customer entered again: the run that this opened goes on in its place'
        : 'the customer was joined with another one, whose older run of this journey goes on';
    case 'refreshed':
      return 'the customer entered again: what that entry brought counts from here on';
    case 'let-in':
      return 'there was room for it: it went on';
    case 'job-deferred': {
      const same = inputs.filter((each) => each.kind === kind && each.visit === visit && each.rule === rule);
      if (same[0]?.seq !== input.seq) return undefined;
      const until = same.at(-1)?.deferredUntilAt ?? null;
      const times = same.length === 1 ? '' : `, ${same.length}×`;
      return `message deferred (${rule}${times})${until === null ? '' : ` until ${inUtc(until)}`}`;
    }
    case 'goal-reached':
      return 'the goal was reached, which ends the run';
    case 'journey-ended':
      return `the journey that it started ended: ${input.reason}`;
    case 'observed-change':
      return 'observed: what a step would have changed, only this run sees';
    case 'job-settled':
      return undefined;
  }
}

/** " (weekly: on mon at 09:00), for 2026-03-02": which entry of the journey it was, if the version that the run follows has it. */
function byTime({ entry }: InputFacts, definition: Pick<JourneyDefinition, 'entry'>): string {
  if (!entry) return '';
  const rule = definition.entry.find((each) => (isScheduleEntry(each) || isDateEntry(each)) && each.id === entry.id);
  return ` (${entry.id}${rule ? `: ${getEntryKind(rule).describe(rule)}` : ''}), for ${entry.date}`;
}

function late(occurredAt: number | null, at: number): string {
  const duration = occurredAt === null ? 0 : at - occurredAt;
  return duration < LATE_MS ? '' : ` (which happened ${formatDuration(duration)} before)`;
}
