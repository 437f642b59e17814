import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { ListChecks } from 'lucide-react';
import '../../page-entry.ts';
import { textSearch } from '../../lists/search.ts';
import { rootRoute } from '../../root-route.ts';
import { pageTitles } from '../../words/page-titles.ts';

export const tasksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks',
  validateSearch: textSearch('group', 'assignee', 'task', 'after'),
  component: lazyRouteComponent(() => import('./tasks-page.tsx'), 'TasksPage'),
  staticData: { navigation: { title: pageTitles.tasks, icon: ListChecks, letter: 't', right: 'look', order: 50 } },
});
