import type { Json } from '../../../../base/canonical-json.ts';
import type { CallStep } from '../../../steps/call.ts';
import { durationCode } from '../conditions.ts';
import { call, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { jsonWithHandles } from '../references.ts';

export const callPrinter = definePrinter<CallStep>({
  type: 'call',
  settings: ['endpoint', 'method', 'path', 'body', 'answer', 'timeout', 'retries'],
  isHandle: true,
  can: ({ answer = {} }) => !Object.values(answer).includes('any'),
  print(step, { id, printing, flowsOf }) {
    const { names } = printing;
    const types = step.answer && Object.entries(step.answer).map(([name, type]) => [name, `${names.use('t')}.${type}`]);
    const options = object({
      title: step.title === undefined ? undefined : quoted(step.title),
      method: step.method && quoted(step.method),
      path: step.path === undefined ? undefined : quoted(step.path),
      body: step.body && jsonWithHandles(printing, step.body as Json),
      answer: types && object(Object.fromEntries(types)),
      timeout: step.timeout === undefined ? undefined : durationCode(step.timeout),
      retries: step.retries === undefined ? undefined : String(step.retries),
    });
    const flows = flowsOf(['ok', 'rejected', 'failed']);
    const given = options === '{}' && !flows ? undefined : options;
    return call(names.use('call'), quoted(id), quoted(step.endpoint), given, flows);
  },
});
