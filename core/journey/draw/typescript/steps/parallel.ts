import type { ParallelStep } from '../../../steps/parallel.ts';
import { call, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { titleOption } from '../title-option.ts';

export const parallel = definePrinter<ParallelStep>({
  type: 'parallel',
  settings: [],
  print({ title, paths }, { id, printing, flowOf }) {
    const flows = object(Object.fromEntries(Object.keys(paths).map((name) => [name, flowOf(name)])));
    return call(printing.names.use('parallel'), quoted(id), flows, titleOption(title));
  },
});
