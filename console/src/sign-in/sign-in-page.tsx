import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSignIn } from '../api/session.tsx';
import { CodeBlock } from '../design/code.tsx';
import { Mark } from '../shell/mark.tsx';
import { wordsOfSignIn as words } from '../words/sign-in.ts';
import css from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

/** For people who are not signed in. Behind # in the address stands the token of a link that signs in once. */
export function SignInPage(): ReactNode {
  const { signIn } = useSignIn();
  const navigate = useNavigate();
  const [link] = useState(() => window.location.hash.slice(1));
  const [hasFailed, setFailed] = useState(false);
  const isTried = useRef(false);
  useEffect(() => {
    document.title = `${words.title} · Throughline`;
    if (link === '' || isTried.current) return;
    isTried.current = true;
    window.history.replaceState(null, '', window.location.pathname);
    signIn({ link }).then(
      () => navigate({ to: '/', replace: true }),
      () => setFailed(true),
    );
  }, [link, signIn, navigate]);
  const isSigningIn = link !== '' && !hasFailed;
  const leave = () => {
    if (window.location.pathname.endsWith('/sign-in')) void navigate({ to: '/', replace: true });
  };
  return (
    <main className={css.page}>
      <div className={css.card}>
        <div className={css.brand}>
          <Mark />
          <h1>{words.title}</h1>
        </div>
        {isSigningIn && <p role="status">{words.linkWorks}</p>}
        {hasFailed && (
          <div role="alert" className={css.fields}>
            <p>{words.linkFailed}</p>
            <p>{words.newLink}</p>
            <CodeBlock>{words.command}</CodeBlock>
          </div>
        )}
        {!isSigningIn && <SignInForm onDone={leave} />}
      </div>
    </main>
  );
}
