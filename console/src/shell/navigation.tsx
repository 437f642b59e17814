import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { type Right, useSession } from '../api/session.tsx';
import { useKeys } from '../keys/keys.ts';
import type { NavigationEntry } from '../page-entry.ts';
import { wordsOfShell as words } from '../words/shell.ts';
import { Mark } from './mark.tsx';
import { NavigationFoot } from './navigation-foot.tsx';
import css from './shell.module.css';

export interface ShownPage extends NavigationEntry {
  readonly to: string;
}

/** The pages that the person may see: what has no right or no server part is not in the navigation. */
export function usePages(): readonly ShownPage[] {
  const router = useRouter();
  const { rights } = useSession();
  return useMemo(() => pagesOf(router.routesByPath, rights), [router, rights]);
}

function pagesOf(routes: object, rights: readonly Right[]): readonly ShownPage[] {
  const all = Object.values(routes) as {
    fullPath: string;
    options: { staticData?: { navigation?: NavigationEntry } };
  }[];
  return all
    .flatMap(({ fullPath, options }) =>
      options.staticData?.navigation ? [{ to: fullPath, ...options.staticData.navigation }] : [],
    )
    .filter(({ right }) => rights.includes(right))
    .sort((a, b) => a.order - b.order);
}

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
