import type { Request } from 'express';
import type { Logger } from 'pino';
import type { WorkspaceSecrets } from '../services/access/workspace-secrets.ts';
import type { FeedbackDependencies } from '../services/delivery/feedback.ts';
import type { InboxDependencies } from '../services/inbox/inbox.ts';
import type { Collector } from '../services/intake/collect.ts';
import type { Database } from '../store/database/database.ts';
import type { ApiMetrics } from './metrics.ts';
import type { SignInLimit } from './sign-in-limit.ts';
import type { TestSendLimit } from './test-send-limit.ts';

/** What operations work with. */
/** How often one address may ask what needs no key. */
export interface AddressLimit {
  /** Throws a 429 beyond the rate. */
  take(request: Request): Promise<void>;
}

export interface ApiServices {
  readonly database: Database;
  readonly collector: Collector;
  readonly metrics: ApiMetrics;
  readonly logger: Logger;
  readonly secrets: WorkspaceSecrets;
  readonly inbox: InboxDependencies;
  /** Stories may move the clock. */
  readonly testMode: boolean;
  readonly feedback: FeedbackDependencies;
  /** The address by which others reach us; undefined: the one that a request names. */
  readonly publicUrl: string | undefined;
  /** Values of the secrets that configurations name. */
  readonly namedSecrets: ReadonlyMap<string, string>;
  /** Of what needs no key. */
  readonly addressLimit: { take(request: Request): Promise<void> };
  readonly signInLimit: SignInLimit;
  readonly testSendLimit: TestSendLimit;
  /** The description of the API (OpenAPI 3.1). */
  readonly description: () => { readonly openapi: string; readonly info: { readonly title: string } };
}
