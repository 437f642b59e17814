import type { Json } from '../../../../base/canonical-json.ts';
import type { StartJourneyStep } from '../../../steps/start-journey.ts';
import { call, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { jsonWithHandles } from '../references.ts';

export const startJourney = definePrinter<StartJourneyStep>({
  type: 'start-journey',
  settings: ['journey', 'data'],
  onward: () => 'next',
  can: ({ paths }) => Object.keys(paths).every((name) => name === 'next' || name === 'refused'),
  print({ title, journey, data, paths }, { id, printing, flowOf }) {
    const options = object({
      title: title === undefined ? undefined : quoted(title),
      data: data && jsonWithHandles(printing, data as Json),
      refused: Object.hasOwn(paths, 'refused') ? flowOf('refused') : undefined,
    });
    const given = options === '{}' ? undefined : options;
    return call(printing.names.use('startJourney'), quoted(id), quoted(journey), given);
  },
});
