import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAvailability } from '../api/availability.ts';
import { SessionProvider, useSessionQuery } from '../api/session.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Problem } from '../design/problem.tsx';
import { SignInForm } from '../sign-in/sign-in-form.tsx';
import { SignInPage } from '../sign-in/sign-in-page.tsx';
import { wordsOfSignIn as words } from '../words/sign-in.ts';
import css from './shell.module.css';
import { Shell } from './shell.tsx';

/** Whoever is signed in sees the page of the address; others sign in first, and then see it. */
export function Root(): ReactNode {
  const { pathname } = useLocation();
  const session = useSessionQuery();
  const { isSignedOut } = useAvailability();
  if (pathname === '/sign-in' || session.data === null) return <SignInPage />;
  if (session.data === undefined)
    return (
      <main className={css.alone}>
        {session.failureReason && <Problem error={session.failureReason} onRetry={() => void session.refetch()} />}
      </main>
    );
  return (
    <SessionProvider session={session.data}>
      <Shell />
      <Dialog title={words.title} isOpen={isSignedOut} onClose={() => undefined} isBinding>
        <p className={css.note}>{words.expired}</p>
        <SignInForm />
      </Dialog>
    </SessionProvider>
  );
}
