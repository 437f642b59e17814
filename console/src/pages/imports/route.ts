import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export interface ImportsSearch {
  readonly after?: string;
}

export const importsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports',
  validateSearch: ({ after }: Record<string, unknown>): ImportsSearch =>
    typeof after === 'string' && after !== '' ? { after } : {},
  component: lazyRouteComponent(() => import('./imports-page.tsx'), 'ImportsPage'),
  staticData: { navigation: { title: pageTitles.imports, icon: FileUp, letter: 'i', right: 'look', order: 75 } },
});

export const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
});
