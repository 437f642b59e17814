import { defineVersions } from '../base/versions.ts';
import type { JourneyDefinition } from './definition/index.ts';

/** Definitions are documents that people write: one that names no version is of the first. */
export const definitionVersions = defineVersions<JourneyDefinition>({ what: 'journey definition', absent: 1 });
