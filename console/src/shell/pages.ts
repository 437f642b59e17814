import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Right, useSession } from '../api/session.tsx';
import type { NavigationEntry } from '../page-entry.ts';

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
