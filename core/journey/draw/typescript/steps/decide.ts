import type { DecideStep } from '../../../steps/decide.ts';
import { call, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { titleOption } from '../title-option.ts';

export const decide = definePrinter<DecideStep>({
  type: 'decide',
  settings: ['policy'],
  isHandle: true,
  onward: ({ paths }) => (Object.hasOwn(paths, 'else') ? undefined : 'next'),
  can: ({ paths }) => !Object.hasOwn(paths, 'else') || !Object.hasOwn(paths, 'next'),
  print({ title, policy, paths }, { id, printing, flowOf }) {
    const names = Object.keys(paths).filter((name) => name !== 'next');
    const flows =
      names.length === 0 ? undefined : object(Object.fromEntries(names.map((name) => [name, flowOf(name)])));
    const options = titleOption(title);
    return call(printing.names.use('decide'), quoted(id), quoted(policy), flows ?? (options && '{}'), options);
  },
});
