import { CircleUser, Monitor, Moon, Sun } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { Button } from 'react-aria-components/Button';
import { useSession, useSignIn } from '../api/session.tsx';
import { Menu } from '../design/menu.tsx';
import { wordsOfShell as words } from '../words/shell.ts';
import css from './shell.module.css';
import { type Theme, themes, useTheme } from './theme.ts';

const LiveNote = lazy(() => import('./live-note.tsx').then((file) => ({ default: file.LiveNote })));

const icons: Readonly<Record<Theme, ReactNode>> = {
  system: <Monitor aria-hidden="true" />,
  light: <Sun aria-hidden="true" />,
  dark: <Moon aria-hidden="true" />,
};

/** What belongs to the person: who is signed in, and how the pages look. */
export function NavigationFoot(): ReactNode {
  const [theme, setTheme] = useTheme();
  const { title } = useSession();
  const { signOut } = useSignIn();
  const looks = themes.map((each) => ({
    id: each,
    label: words.theme[each],
    icon: icons[each],
    act: () => setTheme(each),
  }));
  return (
    <div className={css.foot}>
      <Suspense>
        <LiveNote />
      </Suspense>
      <Menu label={words.theme.label} acts={looks}>
        <Button className={`${css.page} ${css.footButton}`} aria-label={`${words.theme.label}: ${words.theme[theme]}`}>
          {icons[theme]}
          <span aria-hidden="true">{words.theme[theme]}</span>
        </Button>
      </Menu>
      <Menu label={words.signedIn(title)} acts={[{ id: 'sign-out', label: words.signOut, act: () => void signOut() }]}>
        <Button className={`${css.page} ${css.footButton}`} aria-label={words.signedIn(title)}>
          <CircleUser aria-hidden="true" />
          <span aria-hidden="true">{title}</span>
        </Button>
      </Menu>
    </div>
  );
}
