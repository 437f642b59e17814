import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Combo } from '../design/combo.tsx';
import { wordsOfLists as words } from '../words/lists.ts';
import css from './lists.module.css';

export interface NameFilterProps {
  readonly label: string;
  readonly names: readonly string[] | undefined;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly placeholder?: string;
  /** A name that is not known may be meant, too; else Enter takes the first one that matches. */
  readonly allowsOther?: boolean;
}

const begins = (text: string) => (name: string) => name.toLowerCase().startsWith(text);
const has = (text: string) => (name: string) => name.toLowerCase().includes(text);

/** A filter by one of the workspace's names: chosen, or typed. */
export function NameFilter(props: NameFilterProps): ReactNode {
  const { label, names = [], value = '', onChange, placeholder = words.anyName, allowsOther = false } = props;
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value); // the address changed: a link, or a filter that was taken out
    setText(value);
  }
  const apply = (next: string) => {
    setText(next);
    if (next !== value) onChange(next || undefined);
  };
  const same = (small: string) => names.find((name) => name.toLowerCase() === small);
  /** Enter takes the likeliest name. Leaving the field keeps what is written there, or nothing. */
  const finish = (isEntered: boolean) => {
    const small = text.trim().toLowerCase();
    const first = isEntered && !allowsOther ? (names.find(begins(small)) ?? names.find(has(small))) : undefined;
    apply(small === '' ? '' : (same(small) ?? (allowsOther ? text.trim() : (first ?? value))));
  };
  const enter = ({ key, target }: KeyboardEvent) => {
    if (key !== 'Enter') return;
    finish(true);
    setTimeout(() => (target as HTMLElement).blur()); // closes the choices, which the new text has opened
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field within has the role
    <div className={css.filter} onBlur={() => finish(false)} onKeyDown={enter}>
      <Combo
        label={label}
        choices={names.map((name) => ({ value: name, label: name }))}
        value={text}
        onChange={(next) => (next === '' || names.includes(next) ? apply(next) : setText(next))}
        placeholder={placeholder}
        allowsOther
      />
    </div>
  );
}
