import { consents } from './consents.ts';
import { customers } from './customers.ts';
import { events } from './events.ts';
import type { ImportKind } from './kind.ts';
import { suppressions } from './suppressions.ts';
import { touches } from './touches.ts';

export const importKindNames = ['customers', 'events', 'consents', 'suppressions', 'touches'] as const;
export type ImportKindName = (typeof importKindNames)[number];

/** What can be imported, in the order in which a company that moves over does it. */
export const importKinds: Readonly<Record<ImportKindName, ImportKind>> = {
  customers,
  events,
  consents,
  suppressions,
  touches,
};
