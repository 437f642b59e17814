import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { BellRing } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { wordsOfAttention } from '../../words/attention.ts';

export const attentionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/attention',
  component: lazyRouteComponent(() => import('./attention-page.tsx'), 'AttentionPage'),
  staticData: {
    navigation: { title: wordsOfAttention.title, icon: BellRing, letter: 'a', right: 'look', order: 60 },
  },
});
