import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { Toasts } from '../design/toast.tsx';
import { listenToKeys } from '../keys/keys.ts';
import { wordsOfShell as words } from '../words/shell.ts';
import { KeysOpener } from './keys-opener.tsx';
import { KillSwitchBar } from './kill-switch-bar.tsx';
import { Navigation } from './navigation.tsx';
import css from './shell.module.css';
import { UnavailableBar } from './unavailable-bar.tsx';

/** What stands around every page. */
export function Shell(): ReactNode {
  useEffect(listenToKeys, []);
  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        {words.skip}
      </a>
      <Navigation />
      <div className={css.body}>
        <UnavailableBar />
        <KillSwitchBar />
        <main id="content" tabIndex={-1} className={css.main}>
          <Outlet />
        </main>
      </div>
      <KeysOpener />
      <Toasts />
    </div>
  );
}
