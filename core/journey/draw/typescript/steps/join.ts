import type { JoinStep } from '../../../steps/join.ts';
import { call, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { titleOption } from '../title-option.ts';

export const join = definePrinter<JoinStep>({
  type: 'join',
  settings: [],
  onward: () => 'next',
  print: ({ title }, { id, printing }) => call(printing.names.use('join'), quoted(id), titleOption(title)),
});
