import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Mail } from 'lucide-react';
import '../../page-entry.ts';
import { textSearch } from '../../lists/search.ts';
import { rootRoute } from '../../root-route.ts';
import { wordsOfMessages } from '../../words/messages.ts';
import { messageFilters } from './filter-names.ts';

export const messagesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/messages',
  validateSearch: textSearch(...messageFilters, 'created', 'after'),
  component: lazyRouteComponent(() => import('./messages-page.tsx'), 'MessagesPage'),
  staticData: { navigation: { title: wordsOfMessages.title, icon: Mail, letter: 'm', right: 'look', order: 40 } },
});

export const messageRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/messages/$id',
  validateSearch: textSearch('images'),
  component: lazyRouteComponent(() => import('./message-page.tsx'), 'MessagePage'),
});
