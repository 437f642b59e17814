import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Webhook } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export interface SourcesSearch {
  /** Whose payloads are shown. */
  readonly source?: string;
}

export const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  validateSearch: ({ source }: Record<string, unknown>): SourcesSearch =>
    typeof source === 'string' && source !== '' ? { source } : {},
  component: lazyRouteComponent(() => import('./sources-page.tsx'), 'SourcesPage'),
  staticData: { navigation: { title: pageTitles.sources, icon: Webhook, letter: 'o', right: 'look', order: 70 } },
});
