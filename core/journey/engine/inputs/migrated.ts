import { defineVersions } from '../../../base/versions.ts';
import type { Move } from '../../migration/step-map.ts';
import { isUnderway } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/** migrated: the run goes to another version of its journey; of two that it has not followed yet, the later counts. */
export interface MigratedInput extends Move {
  readonly seq: number;
  readonly kind: 'migrated';
}

export const migrated = defineInput<MigratedInput>({
  kind: 'migrated',
  body: defineVersions({ what: 'migrated input' }),
  take(draft, { version, map, reason }) {
    if (isUnderway(draft)) draft.moving = { version, map, reason };
  },
});
