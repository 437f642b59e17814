import type { Json } from '../../../../base/canonical-json.ts';
import type { UpdateStep } from '../../../steps/update.ts';
import type { Kind } from '../declarations.ts';
import { type Code, call, list, object, quoted } from '../layout.ts';
import { definePrinter, type Printing } from '../printing.ts';
import { isOnlyReference, jsonWithHandles } from '../references.ts';

type Emitted = NonNullable<UpdateStep['emit']>;

export const update = definePrinter<UpdateStep>({
  type: 'update',
  settings: ['set', 'unset', 'increment', 'append', 'remove', 'emit'],
  onward: () => 'next',
  /** The builder declares the event with the types of its properties, so each has to have one. */
  can: ({ emit }) =>
    !emit || (emit.properties !== undefined && Object.values(emit.properties).every((value) => kindOf(value) !== null)),
  print(step, { id, printing }) {
    const values = (given: object | undefined) => given && jsonWithHandles(printing, given as Json);
    const options = object({
      title: step.title === undefined ? undefined : quoted(step.title),
      set: values(step.set),
      unset: step.unset && list(step.unset.map(quoted)),
      increment: values(step.increment),
      append: values(step.append),
      remove: values(step.remove),
      emit: step.emit && emittedCode(printing, step.emit),
    });
    return call(printing.names.use('update'), quoted(id), options);
  },
});

function emittedCode(printing: Printing, { event, properties = {} }: Emitted): Code {
  for (const [name, value] of Object.entries(properties))
    printing.declarations.property(event, name, kindOf(value) ?? undefined);
  return call(
    printing.names.use('emitted'),
    printing.declarations.event(event),
    jsonWithHandles(printing, properties as Json),
  );
}

/** Undefined: a reference says nothing of its kind. Null: the value has none that can be declared. */
function kindOf(value: unknown): Kind | null | undefined {
  if (isOnlyReference(value)) return undefined;
  if (typeof value === 'string') return 'text';
  return typeof value === 'number' || typeof value === 'boolean' ? (typeof value as Kind) : null;
}
