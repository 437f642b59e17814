import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useKeys } from '../keys/keys.ts';
import { wordsOfShell as words } from '../words/shell.ts';
import { Mark } from './mark.tsx';
import { NavigationFoot } from './navigation-foot.tsx';
import { usePages } from './pages.ts';
import { PaletteOpener } from './palette-opener.tsx';
import css from './shell.module.css';

export function Navigation(): ReactNode {
  const pages = usePages();
  const navigate = useNavigate();
  useKeys(
    pages.map(({ to, title, letter }) => ({
      keys: `g ${letter}`,
      what: words.goTo(title),
      act: () => void navigate({ to }),
    })),
  );
  return (
    <nav className={css.rail} aria-label={words.navigation}>
      <Link to="/" className={css.brand}>
        <Mark />
        <span>{words.product}</span>
      </Link>
      <PaletteOpener />
      <ul className={css.pages}>
        {pages.map(({ to, title, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={css.page}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              title={title}
            >
              <Icon aria-hidden="true" />
              <span>{title}</span>
            </Link>
          </li>
        ))}
      </ul>
      <NavigationFoot />
    </nav>
  );
}
