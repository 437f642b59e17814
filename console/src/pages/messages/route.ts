import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Mail } from 'lucide-react';
import '../../page-entry.ts';
import { textSearch } from '../../lists/search.ts';
import { rootRoute } from '../../root-route.ts';
import { wordsOfMessages } from '../../words/messages.ts';

/** The filters of GET /v1/messages by their names. */
export const messageFilters = [
  'customer',
  'userId',
  'run',
  'journey',
  'step',
  'template',
  'channel',
  'state',
  'rule',
  'createdAfter',
  'createdBefore',
] as const;

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
