import type { LoopStep } from '../../../steps/loop.ts';
import { conditionCode } from '../conditions.ts';
import { call, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';

/** What it goes round is its way "again": steps that stand before it in its flow, or one that stands elsewhere. */
export const loop = definePrinter<LoopStep>({
  type: 'loop',
  settings: ['most', 'until'],
  onward: () => 'next',
  print({ title, most, until }, { id, printing, flowOf }) {
    const options = object({
      title: title === undefined ? undefined : quoted(title),
      most: String(most),
      until: until && conditionCode(printing, until),
    });
    return call(printing.names.use('loop'), quoted(id), flowOf('again'), options);
  },
});
