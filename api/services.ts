import type { Logger } from 'pino';
import type { Collector } from '../services/intake/collect.ts';
import type { Database } from '../store/database/database.ts';
import type { ApiMetrics } from './metrics.ts';

/** What operations work with. */
export interface ApiServices {
  readonly database: Database;
  readonly collector: Collector;
  readonly metrics: ApiMetrics;
  readonly logger: Logger;
  /** The description of the API (OpenAPI 3.1). */
  readonly description: () => { readonly openapi: string; readonly info: { readonly title: string } };
}
