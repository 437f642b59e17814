import type { TaskStep } from '../../../steps/task.ts';
import { durationCode } from '../conditions.ts';
import { call, list, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';

export const task = definePrinter<TaskStep>({
  type: 'task',
  settings: ['group', 'person', 'instruction', 'choices', 'due', 'reminder', 'escalation'],
  isHandle: true,
  print(step, { id, printing, flowsOf }) {
    const text = (value: string | undefined) => (value === undefined ? undefined : quoted(value));
    const length = (value: string | undefined) => (value === undefined ? undefined : durationCode(value));
    const { escalation } = step;
    const options = object({
      title: text(step.title),
      group: text(step.group),
      person: text(step.person),
      instruction: text(step.instruction),
      choices: list(step.choices.map(quoted)),
      due: length(step.due),
      reminder: length(step.reminder),
      escalation:
        escalation &&
        object({ after: length(escalation.after), group: text(escalation.group), person: text(escalation.person) }),
    });
    return call(printing.names.use('task'), quoted(id), options, flowsOf(Object.keys(step.paths)));
  },
});
