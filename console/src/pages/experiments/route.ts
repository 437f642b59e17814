import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export const experimentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments',
  component: lazyRouteComponent(() => import('./experiments-page.tsx'), 'ExperimentsPage'),
  staticData: {
    navigation: { title: pageTitles.experiments, icon: FlaskConical, letter: 'x', right: 'look', order: 15 },
  },
});

export const experimentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/experiments/$id',
  component: lazyRouteComponent(() => import('./experiment-page.tsx'), 'ExperimentPage'),
});
