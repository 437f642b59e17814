import type { SplitStep } from '../../../steps/split.ts';
import { call, literal, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';

export const split = definePrinter<SplitStep>({
  type: 'split',
  settings: ['variants', 'control'],
  print({ title, variants, control, paths }, { id, printing, flowsOf }) {
    const options = object({
      title: title === undefined ? undefined : quoted(title),
      control: control === undefined ? undefined : quoted(control),
    });
    const given = options === '{}' ? undefined : options;
    const flows = flowsOf(Object.keys(paths));
    return call(printing.names.use('split'), quoted(id), literal(variants), flows ?? (given && '{}'), given);
  },
});
