import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Settings } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export interface SettingsSearch {
  readonly tab?: string;
  readonly after?: string;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: ({ tab, after }: Record<string, unknown>): SettingsSearch => {
    const [tabText, afterText] = [textOf(tab), textOf(after)];
    return { ...(tabText !== undefined && { tab: tabText }), ...(afterText !== undefined && { after: afterText }) };
  },
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
  staticData: {
    navigation: { title: pageTitles.settings, icon: Settings, letter: 's', right: 'look', order: 90 },
  },
});
