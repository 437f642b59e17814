import type { PolicyDefinition } from '../decision/policy.ts';
import type { KnownTemplate } from './template-use.ts';

/**
 * What exists outside of a definition and can be named in it. API and CLI build it from what is configured and stored.
 */
export interface KnownNames {
  readonly channels: ReadonlySet<string>;
  readonly templates: ReadonlyMap<string, KnownTemplate>;
  /** Left out where policies are not known: then any may be named, and what it gives is not checked. */
  readonly policies?: ReadonlyMap<string, PolicyDefinition> | undefined;
  /** Left out where segments are not known: then any may be named. */
  readonly segments?: ReadonlySet<string> | undefined;
  /** Left out where topics are not stored yet: then any topic may be named. */
  readonly topics?: ReadonlySet<string> | undefined;
  /** Groups of people who are given tasks. Left out where the workspace has none configured: then any group may be named. */
  readonly groups?: ReadonlySet<string> | undefined;
  /** Endpoints that calls may name. Left out where the configuration is not known: then any may be named. */
  readonly endpoints?: ReadonlySet<string> | undefined;
}
