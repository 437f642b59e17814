import type { BranchStep } from '../../../steps/branch.ts';
import { conditionCode } from '../conditions.ts';
import { call, list, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { titleOption } from '../title-option.ts';

export const branch = definePrinter<BranchStep>({
  type: 'branch',
  settings: ['branches'],
  print({ title, branches }, { id, printing, flowOf, isOnward }) {
    const { names } = printing;
    const cases = branches.map(({ path, when }) =>
      call(names.use('when'), quoted(path), conditionCode(printing, when), flowOf(path)),
    );
    const options = titleOption(title);
    const otherwise = isOnward('else') && !options ? undefined : flowOf('else');
    return call(names.use('branch'), quoted(id), list(cases), otherwise, options);
  },
});
