import type { WaitStep } from '../../../steps/wait.ts';
import { durationCode } from '../conditions.ts';
import { type Code, call, literal, object, quoted } from '../layout.ts';
import { definePrinter, type PrintedStep } from '../printing.ts';
import { reference } from '../references.ts';

export const wait = definePrinter<WaitStep>({
  type: 'wait',
  settings: ['for', 'until', 'ifPast', 'jitter', 'restartOn'],
  onward: () => 'next',
  can: ({ for: length, until, ifPast, paths }) =>
    length === undefined
      ? until !== undefined && (until.window !== undefined || ifPast !== undefined)
      : until === undefined && ifPast === undefined && Object.keys(paths).length === 1,
  print(step, printed) {
    const { title, jitter, restartOn } = step;
    const options = object({
      title: title === undefined ? undefined : quoted(title),
      jitter: jitter === undefined ? undefined : durationCode(jitter),
      restartOn: restartOn && quoted(restartOn),
    });
    const until = step.for === undefined ? untilCode(step, printed) : durationCode(step.for);
    return call(printed.printing.names.use('wait'), quoted(printed.id), until, options === '{}' ? undefined : options);
  },
});

function untilCode({ until, ifPast, paths }: WaitStep, { printing, flowOf }: PrintedStep): Code {
  if (until?.window) return object({ window: literal(until.window) });
  const { at, date, before, after, time } = until ?? {};
  const text = (value: string | undefined) => (value === undefined ? undefined : quoted(value));
  const length = (value: string | undefined) => (value === undefined ? undefined : durationCode(value));
  return object({
    at: text(at),
    date: date && reference(printing, date),
    before: length(before),
    after: length(after),
    time: text(time),
    ifPast: ifPast === 'skip' ? flowOf('past') : text(ifPast),
    missing: Object.hasOwn(paths, 'missing') ? flowOf('missing') : undefined,
  });
}
