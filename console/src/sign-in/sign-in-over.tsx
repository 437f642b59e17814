import type { ReactNode } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { wordsOfSignIn as words } from '../words/sign-in.ts';
import css from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page of somebody whose session ended: nothing of the page is lost. */
export function SignInOver(): ReactNode {
  return (
    <Dialog title={words.title} isOpen onClose={() => undefined} isBinding>
      <div className={css.form}>
        <p>{words.expired}</p>
        <SignInForm />
      </div>
    </Dialog>
  );
}
