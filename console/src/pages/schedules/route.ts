import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export const schedulesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/schedules',
  component: lazyRouteComponent(() => import('./schedules-page.tsx'), 'SchedulesPage'),
  staticData: {
    navigation: { title: pageTitles.schedules, icon: CalendarClock, letter: 'd', right: 'look', order: 18 },
  },
});
