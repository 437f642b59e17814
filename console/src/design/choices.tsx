import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Key, ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { wordsOfDesign as words } from '../words/design.ts';
import css from './select.module.css';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly help?: string;
}

/** What can be chosen, beneath its field. */
export function Choices({ choices }: { choices: readonly Choice[] }): ReactNode {
  return (
    <Popover className={css.popover ?? ''} offset={4}>
      <ListBox
        className={css.list ?? ''}
        items={choices}
        renderEmptyState={() => <p className={css.none}>{words.noChoice}</p>}
      >
        {({ value, label, help }) => (
          <ListBoxItem id={keyOf(value)} textValue={label} className={css.item ?? ''}>
            <Check aria-hidden="true" className={css.check} />
            <span>
              {label}
              {help !== undefined && <span className={css.itemHelp}>{help}</span>}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

/** React Aria takes an empty key for none. */
const NONE = '(none)';
export const keyOf = (value: string): Key => (value === '' ? NONE : value);
export const choiceOf = (key: Key | readonly Key[] | null): string => (key === null || key === NONE ? '' : String(key));
