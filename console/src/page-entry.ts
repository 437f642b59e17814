import type { LucideIcon } from 'lucide-react';
import type { Right } from './api/session.tsx';

/** A page's place in the navigation, given as the `staticData` of its route. */
export interface NavigationEntry {
  readonly title: string;
  readonly icon: LucideIcon;
  /** `G` then this letter goes there. */
  readonly letter: string;
  /** People who have it see the page. */
  readonly right: Right;
  /** Home first. */
  readonly order: number;
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    readonly navigation?: NavigationEntry;
  }
}
