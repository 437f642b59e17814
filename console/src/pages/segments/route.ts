import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Filter } from 'lucide-react';
import '../../page-entry.ts';
import { textSearch } from '../../lists/search.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export const segmentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/segments',
  component: lazyRouteComponent(() => import('./segments-page.tsx'), 'SegmentsPage'),
  staticData: { navigation: { title: pageTitles.segments, icon: Filter, letter: 'e', right: 'look', order: 35 } },
});

export const segmentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/segments/$id',
  validateSearch: textSearch('after'),
  component: lazyRouteComponent(() => import('./segment-page.tsx'), 'SegmentPage'),
});

export const changeSegmentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/segments/$id/change',
  component: lazyRouteComponent(() => import('./editor/change-segment-page.tsx'), 'ChangeSegmentPage'),
});

/** Not below /segments/, where every name may be the id of a segment. */
export const newSegmentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new-segment',
  component: lazyRouteComponent(() => import('./editor/new-segment-page.tsx'), 'NewSegmentPage'),
});
