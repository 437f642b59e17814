import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export interface JourneysSearch {
  /** Only journeys that react to this event. */
  readonly event?: string;
  /** Those without a live version, too. */
  readonly unpublished?: true;
}

export const journeysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/journeys',
  validateSearch: ({ event, unpublished }: Record<string, unknown>): JourneysSearch => ({
    ...(typeof event === 'string' && event !== '' && { event }),
    ...((unpublished === true || unpublished === 'true') && { unpublished: true }),
  }),
  component: lazyRouteComponent(() => import('./journeys-page.tsx'), 'JourneysPage'),
  staticData: {
    navigation: { title: pageTitles.journeys, icon: Workflow, letter: 'j', right: 'look', order: 10 },
  },
});

/** Not below /journeys/, where every name may be the id of a journey. */
export const newJourneyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new-journey',
  component: lazyRouteComponent(() => import('./new-journey-page.tsx'), 'NewJourneyPage'),
});
