import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { readSearch } from './journey-search.ts';

export const journeyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/journeys/$id',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./journey-page.tsx'), 'JourneyPage'),
});
