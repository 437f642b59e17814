import { Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Menu } from '../design/menu.tsx';
import { wordsOfShell as words } from '../words/shell.ts';
import css from './shell.module.css';
import { type Theme, themes, useTheme } from './theme.ts';

const icons: Readonly<Record<Theme, ReactNode>> = {
  system: <Monitor aria-hidden="true" />,
  light: <Sun aria-hidden="true" />,
  dark: <Moon aria-hidden="true" />,
};

/** What belongs to the person: how the pages look. */
export function NavigationFoot(): ReactNode {
  const [theme, setTheme] = useTheme();
  const acts = themes.map((each) => ({
    id: each,
    label: words.theme[each],
    icon: icons[each],
    act: () => setTheme(each),
  }));
  return (
    <div className={css.foot}>
      <Menu label={words.theme.label} acts={acts}>
        <Button className={`${css.page} ${css.footButton}`} aria-label={`${words.theme.label}: ${words.theme[theme]}`}>
          {icons[theme]}
          <span>{words.theme[theme]}</span>
        </Button>
      </Menu>
    </div>
  );
}
