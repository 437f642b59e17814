import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiProblem } from '../api/api-problem.ts';
import { type SignIn, useSignIn } from '../api/session.tsx';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { Problem } from '../design/problem.tsx';
import { Tabs } from '../design/tabs.tsx';
import { wordsOfSignIn as words } from '../words/sign-in.ts';
import css from './sign-in.module.css';

/** By e-mail and password, or by an admin key. The answer sets a cookie that no script can read. */
export function SignInForm({ onDone }: { onDone?: () => void }): ReactNode {
  const [way, setWay] = useState('password');
  const { signIn } = useSignIn();
  const [error, setError] = useState<ApiProblem>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (how: SignIn) => {
    setBusy(true);
    setError(undefined);
    try {
      await signIn(how);
      onDone?.();
    } catch (thrown) {
      if (!(thrown instanceof ApiProblem)) throw thrown;
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const select = (next: string) => {
    setWay(next);
    setError(undefined);
  };
  return (
    <div className={css.form}>
      <Tabs
        label={words.ways}
        selected={way}
        onSelect={select}
        tabs={[
          { id: 'password', label: words.password.tab, content: <ByPassword isBusy={isBusy} onSubmit={submit} /> },
          { id: 'key', label: words.key.tab, content: <ByKey isBusy={isBusy} onSubmit={submit} /> },
        ]}
      />
      {error && <Problem error={error} />}
    </div>
  );
}

interface WayProps {
  readonly isBusy: boolean;
  readonly onSubmit: (how: SignIn) => Promise<void>;
}

function ByPassword({ isBusy, onSubmit }: WayProps): ReactNode {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit({ email, password });
  };
  return (
    <form onSubmit={submit} className={css.fields}>
      <TextField
        label={words.password.email}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
      />
      <TextField
        label={words.password.password}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" kind="primary" isDisabled={isBusy || email === '' || password === ''}>
        {words.password.act}
      </Button>
    </form>
  );
}

function ByKey({ isBusy, onSubmit }: WayProps): ReactNode {
  const [key, setKey] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit({ key: key.trim() });
  };
  return (
    <form onSubmit={submit} className={css.fields}>
      <TextField
        label={words.key.label}
        help={words.key.help}
        type="password"
        name="key"
        autoComplete="off"
        isCode
        value={key}
        onChange={setKey}
      />
      <Button type="submit" kind="primary" isDisabled={isBusy || key.trim() === ''}>
        {words.key.act}
      </Button>
    </form>
  );
}
