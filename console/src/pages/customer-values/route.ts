import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { Gem } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { wordsOfCustomerValues } from '../../words/customer-values.ts';

export const customerValuesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customer-values',
  component: lazyRouteComponent(() => import('./customer-values-page.tsx'), 'CustomerValuesPage'),
  staticData: {
    navigation: { title: wordsOfCustomerValues.title, icon: Gem, letter: 'v', right: 'look', order: 45 },
  },
});
