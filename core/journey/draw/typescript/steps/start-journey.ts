import type { Json } from '../../../../base/canonical-json.ts';
import type { StartJourneyStep } from '../../../steps/start-journey.ts';
import { durationCode } from '../conditions.ts';
import { call, object, optionalObject, optionalText, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { jsonWithHandles } from '../references.ts';

export const startJourney = definePrinter<StartJourneyStep>({
  type: 'start-journey',
  settings: ['journey', 'data', 'wait'],
  onward: () => 'next',
  can: ({ paths }) => Object.keys(paths).every((name) => ['next', 'refused', 'timeout'].includes(name)),
  print({ title, journey, data, wait, paths }, { id, printing, flowOf }) {
    const options = optionalObject({
      title: optionalText(title),
      data: data && jsonWithHandles(printing, data as Json),
      wait: typeof wait === 'object' ? object({ timeout: durationCode(wait.timeout) }) : wait && 'true',
      timeout: Object.hasOwn(paths, 'timeout') ? flowOf('timeout') : undefined,
      refused: Object.hasOwn(paths, 'refused') ? flowOf('refused') : undefined,
    });
    return call(printing.names.use('startJourney'), quoted(id), quoted(journey), options);
  },
});
