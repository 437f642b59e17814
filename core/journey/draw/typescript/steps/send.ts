import type { WrittenSend } from '../../../steps/send.ts';
import { conditionCode, durationCode } from '../conditions.ts';
import { call, list, literal, object, quoted } from '../layout.ts';
import { definePrinter } from '../printing.ts';
import { channelCode, reference } from '../references.ts';

export const send = definePrinter<WrittenSend>({
  type: 'send',
  settings: ['channels', 'template', 'data', 'notAfter', 'onlyIf', 'topic', 'respect'],
  onward: () => 'next',
  isHandle: true,
  print(step, { id, printing, flowOf }) {
    const { title, channels, template, data, notAfter, onlyIf, topic, respect, paths } = step;
    const { names, declarations } = printing;
    const handles = data && Object.entries(data).map(([name, ref]) => [name, reference(printing, ref)] as const);
    const options = object({
      title: title === undefined ? undefined : quoted(title),
      via: Array.isArray(channels)
        ? list(channels.map((channel) => channelCode(printing, channel)))
        : reference(printing, channels),
      data: handles && object(Object.fromEntries(handles)),
      notAfter: notAfter === undefined ? undefined : durationCode(notAfter),
      onlyIf: onlyIf && conditionCode(printing, onlyIf),
      topic: topic === undefined ? undefined : declarations.topic(topic),
      respect: respect && literal(respect),
      blocked: Object.hasOwn(paths, 'blocked') ? flowOf('blocked') : undefined,
      failed: Object.hasOwn(paths, 'failed') ? flowOf('failed') : undefined,
    });
    const given =
      typeof template === 'string' ? call(names.use('template'), quoted(template)) : reference(printing, template);
    return call(names.use('send'), quoted(id), given, options);
  },
});
