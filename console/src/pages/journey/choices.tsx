import type { ReactNode } from 'react';
import css from './journey.module.css';

/** One of two to four, all visible: buttons side by side, the chosen one pressed. */
export function Choices<Id extends string>({
  label,
  choices,
  selected,
  onSelect,
}: {
  label: string;
  choices: readonly { readonly id: Id; readonly label: string }[];
  selected: Id;
  onSelect: (id: Id) => void;
}): ReactNode {
  return (
    <fieldset className={css.choices} aria-label={label}>
      {choices.map(({ id, label: text }) => (
        <button key={id} type="button" aria-pressed={id === selected} onClick={() => id !== selected && onSelect(id)}>
          {text}
        </button>
      ))}
    </fieldset>
  );
}
