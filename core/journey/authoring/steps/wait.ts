import { toIsoDuration } from '../../../base/duration.ts';
import type { TimeWindow } from '../../../base/time-of-day.ts';
import { isReference } from '../../../condition/compile.ts';
import type { Handle } from '../../../condition/expression.ts';
import type { StepId } from '../../definition/index.ts';
import type { WaitStep } from '../../steps/wait.ts';
import { type DataOfRun, type Flow, type FlowStep, flowStep, mistake, onward, type StepOptions } from '../flow.ts';

export interface WaitOptions extends StepOptions {
  /** Up to so much longer, drawn for each visit: "20 minutes". */
  readonly jitter?: string | undefined;
  /** Begins again when a new entry refreshes the run (`whileOpen: 'refresh'`): "an hour after the last cart update". */
  readonly restartOn?: 'refresh' | undefined;
}

/** A moment: "2026-12-24T09:00" by the customer's clocks, or with an offset. Or a date of the customer or the entry. */
type Moment = { readonly at: string } | DateOf;

interface DateOf {
  readonly date: Handle<unknown, DataOfRun>;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** At this time of that day: "09:00". */
  readonly time?: string | undefined;
}

/** What happens if the moment has passed on arrival: the flow goes on, or does this, or the run ends. */
type IfPast = {
  readonly ifPast: 'continue' | 'exit' | Flow /** If there is no date. */;
  readonly missing?: Flow | undefined;
};

type Weekday = NonNullable<TimeWindow['days']>[number];

interface Window {
  readonly days?: readonly [Weekday, ...Weekday[]] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export type WaitUntil = (Moment & IfPast) | { readonly window: Window };

/**
 * Waits for a duration: `wait('settle', '1 hour')`. Days and longer are days in the customer's zone. Or until a moment, a date
 * or a window of days and hours, all in the customer's zone:
 * `wait('renewal', { date: customer.renewal, before: '3 days', time: '09:00', ifPast: 'continue' })`,
 * `wait('office', { window: { days: ['mon', 'fri'], from: '09:00', to: '17:00' } })`.
 */
export function wait(id: StepId, until: string | WaitUntil, { title, jitter, restartOn }: WaitOptions = {}): FlowStep {
  const where = `steps.${id}`;
  const own = { title, jitter: jitter === undefined ? undefined : toIsoDuration(jitter, `${where}.jitter`), restartOn };
  if (typeof until === 'string') {
    const settings = { type: 'wait' as const, for: toIsoDuration(until, `${where}.for`), ...own };
    return flowStep<WaitStep>(id, settings, { next: onward });
  }
  if ('window' in until) {
    const { days, ...hours } = until.window;
    const window = given({ days: days && [...days], ...hours });
    return flowStep<WaitStep>(id, { type: 'wait', until: { window }, ...own }, { next: onward });
  }
  const { ifPast, missing } = until;
  if (ifPast === undefined)
    throw mistake(
      where,
      'Nothing says what happens if the moment has passed.',
      "Add ifPast: 'continue', 'exit' or a flow.",
    );
  const past = typeof ifPast === 'string' ? {} : { past: ifPast };
  return flowStep<WaitStep>(
    id,
    {
      type: 'wait',
      until: momentOf(until, where),
      ifPast: typeof ifPast === 'string' ? ifPast : 'skip',
      ...own,
    },
    { next: onward, ...past, ...(missing ? { missing } : {}) },
  );
}

function momentOf(until: Moment, where: string): NonNullable<WaitStep['until']> {
  if ('at' in until) return { at: until.at };
  const { date, before, after, time } = until;
  if (!isReference(date))
    throw mistake(`${where}.until`, 'There is no date.', 'Name a trait or a property of the entry.');
  const iso = (text: string | undefined) => (text === undefined ? undefined : toIsoDuration(text, `${where}.until`));
  return given({ date: { ref: date.ref }, before: iso(before), after: iso(after), time });
}

const given = <T extends object>(settings: T): T =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
