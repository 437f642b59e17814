import type { ExitStep } from '../../../steps/exit.ts';
import { call, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { titleOption } from '../title-option.ts';

export const exit = definePrinter<ExitStep>({
  type: 'exit',
  settings: ['reason'],
  print: ({ title, reason }, { id, printing }) =>
    call(printing.names.use('exit'), quoted(id), quoted(reason), titleOption(title)),
});
