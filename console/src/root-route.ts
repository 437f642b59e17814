import { createRootRoute } from '@tanstack/react-router';
import { NotFound } from './shell/not-found.tsx';
import { Root } from './shell/root.tsx';

export const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });
