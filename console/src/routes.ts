import { createRouter } from '@tanstack/react-router';
import { attentionRoute } from './pages/attention/route.ts';
import { customerValuesRoute } from './pages/customer-values/route.ts';
import { customerRoute, customersRoute } from './pages/customers/route.ts';
import { designRoute } from './pages/design/route.ts';
import { experimentRoute, experimentsRoute } from './pages/experiments/route.ts';
import { homeRoute } from './pages/home/route.ts';
import { importRoute, importsRoute } from './pages/imports/route.ts';
import { draftRoute, journeyRoute } from './pages/journey/route.ts';
import { journeysRoute, newJourneyRoute } from './pages/journeys/route.ts';
import { messageRoute, messagesRoute } from './pages/messages/route.ts';
import { policiesRoute, policyRoute } from './pages/policies/route.ts';
import { runRoute, runsRoute } from './pages/runs/route.ts';
import { schedulesRoute } from './pages/schedules/route.ts';
import { changeSegmentRoute, newSegmentRoute, segmentRoute, segmentsRoute } from './pages/segments/route.ts';
import { settingsRoute } from './pages/settings/route.ts';
import { sourcesRoute } from './pages/sources/route.ts';
import { tasksRoute } from './pages/tasks/route.ts';
import { rootRoute } from './root-route.ts';
import { parseSearch, stringifySearch } from './search.ts';

/** One entry a page: pages/<page>/route.ts has its address, its search parameters and its place in the navigation. */
const pages = [
  homeRoute,
  journeysRoute,
  journeyRoute,
  draftRoute,
  newJourneyRoute,
  experimentsRoute,
  experimentRoute,
  policiesRoute,
  policyRoute,
  schedulesRoute,
  runsRoute,
  runRoute,
  customersRoute,
  customerRoute,
  customerValuesRoute,
  segmentsRoute,
  segmentRoute,
  changeSegmentRoute,
  newSegmentRoute,
  messagesRoute,
  messageRoute,
  tasksRoute,
  attentionRoute,
  sourcesRoute,
  importsRoute,
  importRoute,
  settingsRoute,
  ...(import.meta.env.DEV ? [designRoute] : []),
];

export const router = createRouter({
  routeTree: rootRoute.addChildren(pages),
  basepath: '/console',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: typeof router;
  }
}
