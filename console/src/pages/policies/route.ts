import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Scale } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export const policiesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/policies',
  component: lazyRouteComponent(() => import('./policies-page.tsx'), 'PoliciesPage'),
  staticData: { navigation: { title: pageTitles.policies, icon: Scale, letter: 'p', right: 'look', order: 16 } },
});

export const policyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/policies/$id',
  component: lazyRouteComponent(() => import('./policy-page.tsx'), 'PolicyPage'),
});
