import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.ts';
import { readSearch } from './journey-search.ts';

export const journeyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/journeys/$id',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./journey-page.tsx'), 'JourneyPage'),
});

export interface DraftSearch {
  readonly face?: 'outline';
  /** The step in the panel. */
  readonly step?: string;
}

export const draftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/journeys/$id/draft',
  validateSearch: ({ face, step }: Record<string, unknown>): DraftSearch => ({
    ...(face === 'outline' && { face }),
    ...(typeof step === 'string' && step !== '' && { step }),
  }),
  component: lazyRouteComponent(() => import('./draft/draft-page.tsx'), 'DraftPage'),
});
