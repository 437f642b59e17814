import type { Logger } from 'pino';
import type { WorkspaceSecrets } from '../services/access/workspace-secrets.ts';
import type { InboxDependencies } from '../services/inbox/inbox.ts';
import type { Collector } from '../services/intake/collect.ts';
import type { Database } from '../store/database/database.ts';
import type { ApiMetrics } from './metrics.ts';

/** What operations work with. */
export interface ApiServices {
  readonly database: Database;
  readonly collector: Collector;
  readonly metrics: ApiMetrics;
  readonly logger: Logger;
  readonly secrets: WorkspaceSecrets;
  readonly inbox: InboxDependencies;
  /** The description of the API (OpenAPI 3.1). */
  readonly description: () => { readonly openapi: string; readonly info: { readonly title: string } };
}
