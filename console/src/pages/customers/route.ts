import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import '../../page-entry.ts';
import { textSearch } from '../../lists/search.ts';
import { rootRoute } from '../../root-route.ts';
import { wordsOfCustomers } from '../../words/customers.ts';

export const customersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers',
  validateSearch: textSearch('search', 'after'),
  component: lazyRouteComponent(() => import('./customers-page.tsx'), 'CustomersPage'),
  staticData: { navigation: { title: wordsOfCustomers.title, icon: Users, letter: 'c', right: 'look', order: 30 } },
});

export const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$id',
  validateSearch: textSearch('kinds', 'after', 'zone', 'scale', 'tab'),
  component: lazyRouteComponent(() => import('./customer-page.tsx'), 'CustomerPage'),
});
