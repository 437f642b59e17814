import type { WaitForStep } from '../../../steps/wait-for.ts';
import { conditionCode, durationCode } from '../conditions.ts';
import { call, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { titleOption } from '../title-option.ts';
import { triggerCode } from '../triggers.ts';

export const waitFor = definePrinter<WaitForStep>({
  type: 'wait-for',
  settings: ['events', 'conditions', 'timeout'],
  print({ title, events = [], conditions = [], timeout, paths }, { id, printing, flowsOf }) {
    const awaited = object({
      ...Object.fromEntries(events.map(({ path, ...trigger }) => [path, triggerCode(printing, trigger)])),
      ...Object.fromEntries(conditions.map(({ path, when }) => [path, conditionCode(printing, when)])),
      timeout: timeout === undefined ? undefined : durationCode(timeout),
    });
    const flows = flowsOf(Object.keys(paths));
    const options = titleOption(title);
    return call(printing.names.use('waitFor'), quoted(id), awaited, flows ?? (options && '{}'), options);
  },
});
