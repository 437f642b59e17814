import type { SplitStep } from '../../../steps/split.ts';
import { call, literal, optionalObject, optionalText, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';

export const split = definePrinter<SplitStep>({
  type: 'split',
  settings: ['variants', 'control'],
  print({ title, variants, control, paths }, { id, printing, flowsOf }) {
    const options = optionalObject({
      title: optionalText(title),
      control: optionalText(control),
    });
    const flows = flowsOf(Object.keys(paths));
    return call(printing.names.use('split'), quoted(id), literal(variants), flows ?? (options && '{}'), options);
  },
});
