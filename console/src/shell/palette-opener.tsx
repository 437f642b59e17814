import { Search } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useKeys } from '../keys/keys.ts';
import { wordsOfPalette as words } from '../words/palette.ts';
import { isMac } from './is-mac.ts';
import css from './shell.module.css';

/** Loaded when it is first opened: the first page does without. */
const Palette = lazy(() => import('./palette.tsx').then(({ Palette: component }) => ({ default: component })));

/** The button in the rail, `⌘K` or `Ctrl+K` anywhere, and `/` where no list has it. */
export function PaletteOpener(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setOpen((was) => !was);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useKeys([{ keys: '/', what: words.open, act: () => setOpen(true) }]);
  return (
    <>
      <Button className={css.find ?? ''} onPress={() => setOpen(true)}>
        <Search aria-hidden="true" />
        <span>{words.open}</span>
        <kbd>{isMac() ? '⌘K' : 'Ctrl K'}</kbd>
      </Button>
      {isOpen && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
