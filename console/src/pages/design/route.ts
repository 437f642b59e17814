import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';

/** In dev only: every part in every state, to be looked at. */
export const designRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/design',
  // The condition keeps the page out of the build.
  ...(import.meta.env.DEV && { component: lazyRouteComponent(() => import('./design-page.tsx'), 'DesignPage') }),
});
