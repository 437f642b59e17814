import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { House } from 'lucide-react';
import '../../page-entry.ts';
import { rootRoute } from '../../root-route.ts';
import { wordsOfHome } from '../../words/home.ts';

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home-page.tsx'), 'HomePage'),
  staticData: { navigation: { title: wordsOfHome.title, icon: House, letter: 'h', right: 'look', order: 0 } },
});
