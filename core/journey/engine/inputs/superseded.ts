import { defineVersions } from '../../../base/versions.ts';
import { exitRun } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/**
 * superseded: another run of the same journey and key goes on in this one's place: an older one, where two customers were
 * one; the one that a newer entry has opened, where the journey restarts.
 */
export interface SupersededInput {
  readonly seq: number;
  readonly kind: 'superseded';
  /** The id of the run that goes on. */
  readonly by: string;
  /** Without it: by a merge. */
  readonly reason?: 'restarted' | undefined;
}

export const superseded = defineInput<SupersededInput>({
  kind: 'superseded',
  body: defineVersions({ what: 'superseded input' }),
  take(draft, { reason }) {
    if (reason === undefined) exitRun(draft, 'superseded', 'merge');
    else exitRun(draft, reason, 'rule');
  },
});
