import type { Approval } from '../../../steps/approval.ts';
import type { DecideStep } from '../../../steps/decide.ts';
import { conditionCode, durationCode } from '../conditions.ts';
import { type Code, call, object, optionalObject, optionalText, quoted } from '../layout.ts';
import { definePrinter, type Printing } from '../printing.ts';

export const decide = definePrinter<DecideStep>({
  type: 'decide',
  settings: ['policy', 'approve'],
  isHandle: true,
  onward: ({ paths }) => (Object.hasOwn(paths, 'else') ? undefined : 'next'),
  can: ({ paths }) => !Object.hasOwn(paths, 'else') || !Object.hasOwn(paths, 'next'),
  print({ title, policy, approve, paths }, { id, printing, flowOf }) {
    const names = Object.keys(paths).filter((name) => name !== 'next');
    const flows =
      names.length === 0 ? undefined : object(Object.fromEntries(names.map((name) => [name, flowOf(name)])));
    const options = optionalObject({
      title: optionalText(title),
      approve: approve && approvalCode(printing, approve),
    });
    return call(printing.names.use('decide'), quoted(id), quoted(policy), flows ?? (options && '{}'), options);
  },
});

function approvalCode(printing: Printing, { when, due, reminder, ifLate, ...others }: Approval): Code {
  const length = (value: string | undefined) => (value === undefined ? undefined : durationCode(value));
  return object({
    group: optionalText(others.group),
    person: optionalText(others.person),
    when: when && conditionCode(printing, when),
    chanceBelow: others.chanceBelow === undefined ? undefined : String(others.chanceBelow),
    costAbove: others.costAbove === undefined ? undefined : String(others.costAbove),
    instruction: optionalText(others.instruction),
    due: length(due),
    reminder: length(reminder),
    ifLate: ifLate === 'take' ? undefined : quoted(ifLate),
  });
}
