import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Route as RouteIcon } from 'lucide-react';
import '../../page-entry.ts';
import { textSearch } from '../../lists/search.ts';
import { rootRoute } from '../../root-route.ts';
import { wordsOfRuns } from '../../words/runs.ts';
import { runFilters } from './filter-names.ts';

export const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  validateSearch: textSearch(...runFilters, 'entered', 'after', 'bulk'),
  component: lazyRouteComponent(() => import('./runs-page.tsx'), 'RunsPage'),
  staticData: { navigation: { title: wordsOfRuns.title, icon: RouteIcon, letter: 'r', right: 'look', order: 20 } },
});

export const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('./run-page.tsx'), 'RunPage'),
});
