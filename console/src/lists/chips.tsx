import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { wordsOfLists as words } from '../words/lists.ts';
import css from './lists.module.css';

export interface Chip {
  readonly id: string;
  readonly text: string;
  readonly onRemove: () => void;
}

/** Filters that have no field of their own: each says what it means, and goes by a click. */
export function Chips({ chips }: { readonly chips: readonly Chip[] }): ReactNode {
  if (chips.length === 0) return null;
  return (
    <ul className={css.chips} aria-label={words.filters}>
      {chips.map(({ id, text, onRemove }) => (
        <li key={id}>
          <Button isSmall icon={<X aria-hidden="true" />} aria-label={words.removeFilter(text)} onPress={onRemove}>
            {text}
          </Button>
        </li>
      ))}
    </ul>
  );
}
