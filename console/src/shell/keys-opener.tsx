import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useKeys } from '../keys/keys.ts';
import { wordsOfShell as words } from '../words/shell.ts';

/** Loaded when it is first opened. */
const KeysHelp = lazy(() => import('./keys-help.tsx').then((file) => ({ default: file.KeysHelp })));

/** `?` shows the keys of the page. */
export function KeysOpener(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  useKeys([{ keys: '?', what: words.keys.show, act: () => setOpen(true) }]);
  return <Suspense>{isOpen && <KeysHelp onClose={() => setOpen(false)} />}</Suspense>;
}
