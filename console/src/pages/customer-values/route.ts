import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';

/** Not in the navigation: the list of customers leads here. */
export const customerValuesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customer-values',
  component: lazyRouteComponent(() => import('./customer-values-page.tsx'), 'CustomerValuesPage'),
});
