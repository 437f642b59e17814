import { type ReactNode, useState } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { Switch } from '../design/field.tsx';
import { useBindings, useKeys, useSingleKeys } from '../keys/keys.ts';
import { wordsOfShell as words } from '../words/shell.ts';
import css from './keys-help.module.css';

/** `?`: what the keys of this page are. */
export function KeysHelp(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const bindings = useBindings();
  const [areOn, setOn] = useSingleKeys();
  useKeys([{ keys: '?', what: words.keys.show, act: () => setOpen(true) }]);
  const shown = bindings.filter(({ keys }, index) => bindings.findLastIndex((each) => each.keys === keys) === index);
  return (
    <Dialog title={words.keys.title} isOpen={isOpen} onClose={() => setOpen(false)}>
      <div className={css.body}>
        <dl className={css.list}>
          <Row keys={isMac() ? '⌘ K' : 'Ctrl K'} what={words.keys.palette} />
          {shown.map(({ keys, what }) => (
            <Row key={keys} keys={keys} what={what} />
          ))}
        </dl>
        <Switch label={words.keys.single} isSelected={areOn} onChange={setOn} />
        <p className={css.note}>{words.keys.none}</p>
      </div>
    </Dialog>
  );
}

function Row({ keys, what }: { keys: string; what: string }): ReactNode {
  return (
    <div className={css.row}>
      <dt>
        {keys.split(' ').map((key) => (
          <kbd key={key} className={css.key}>
            {key.length === 1 ? key.toUpperCase() : key}
          </kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
