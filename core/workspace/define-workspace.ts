import type { ConfigurationInput } from './configuration.ts';

/** The default export of `workspace.ts` beside the journeys: `export default defineWorkspace({ topics: { … } })`. */
export function defineWorkspace(configuration: ConfigurationInput): ConfigurationInput {
  return configuration;
}
