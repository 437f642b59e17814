import { useLocation } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useAvailability } from '../api/availability.ts';
import { SessionProvider, useSessionQuery } from '../api/session.tsx';
import { Problem } from '../design/problem.tsx';
import css from './shell.module.css';
import { Shell } from './shell.tsx';

/** Loaded when it is needed: people who are signed in do without. */
const SignInPage = lazy(() => import('../sign-in/sign-in-page.tsx').then((file) => ({ default: file.SignInPage })));
const SignInOver = lazy(() => import('../sign-in/sign-in-over.tsx').then((file) => ({ default: file.SignInOver })));

/** People who are signed in see the page of the address; others sign in first, and then see it. */
export function Root(): ReactNode {
  const { pathname } = useLocation();
  const session = useSessionQuery();
  const { isSignedOut } = useAvailability();
  if (pathname === '/sign-in' || session.data === null)
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    );
  if (session.data === undefined)
    return (
      <main className={css.alone}>
        {session.failureReason && <Problem error={session.failureReason} onRetry={() => void session.refetch()} />}
      </main>
    );
  return (
    <SessionProvider session={session.data}>
      <Shell />
      <Suspense>{isSignedOut && <SignInOver />}</Suspense>
    </SessionProvider>
  );
}
