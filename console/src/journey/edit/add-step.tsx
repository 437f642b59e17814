import { type ReactNode, useState } from 'react';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { newSteps } from '../../../../core/journey/edit/new-step.ts';
import type { PathPlace } from '../../../../core/journey/edit/places.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { wordsOfEditor } from '../../words/editor.ts';
import { iconOf } from '../canvas/icons.ts';
import css from './edit.module.css';

const words = wordsOfEditor.add;
const families = ['say', 'wait', 'choose', 'do'] as const;

/** Where a step would be added, in words. */
export function placeInWords(definition: JourneyDefinition, { from, path }: PathPlace): string {
  return from === undefined ? words.atStart : words.onPath(path, definition.steps[from]?.title ?? from);
}

/** The kinds of steps by family, filtered by typing; Enter takes the first. */
export function AddStep({
  definition,
  place,
  onAdd,
  onPaste,
  onClose,
}: {
  readonly definition: JourneyDefinition;
  readonly place: PathPlace | undefined;
  readonly onAdd: (type: string) => void;
  /** There where something was copied. */
  readonly onPaste: (() => void) | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const [typed, setTyped] = useState('');
  const close = () => {
    setTyped('');
    onClose();
  };
  const add = (type: string) => {
    setTyped('');
    onAdd(type);
  };
  const isMeant = (type: string) => `${words.types[type] ?? type} ${type}`.toLowerCase().includes(typed.toLowerCase());
  const meant = Object.keys(newSteps).filter(isMeant);
  return (
    <Dialog
      title={place ? words.here(placeInWords(definition, place)) : words.title}
      isOpen={place !== undefined}
      onClose={close}
    >
      <form
        className={css.add}
        onSubmit={(event) => {
          event.preventDefault();
          const first = families.flatMap((family) => meant.filter((type) => newSteps[type]?.family === family))[0];
          if (first !== undefined) add(first);
        }}
      >
        <TextField label={words.filter} value={typed} onChange={setTyped} autoFocus />
        {onPaste && <Button onPress={onPaste}>{words.paste}</Button>}
        {meant.length === 0 && <p>{words.none}</p>}
        {families.map((family) => {
          const types = meant.filter((type) => newSteps[type]?.family === family);
          if (types.length === 0) return null;
          return (
            <fieldset key={family} className={css.family}>
              <legend>{words.families[family]}</legend>
              {types.map((type) => {
                const Icon = iconOf(type);
                return (
                  <Button key={type} kind="quiet" icon={<Icon aria-hidden="true" />} onPress={() => add(type)}>
                    {words.types[type] ?? type}
                  </Button>
                );
              })}
            </fieldset>
          );
        })}
      </form>
    </Dialog>
  );
}
