import { defineVersions } from '../../../base/versions.ts';
import { exitRun } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/** superseded: two customers were one, and an older run of the same journey and key goes on in this one's place. */
export interface SupersededInput {
  readonly seq: number;
  readonly kind: 'superseded';
  /** The id of the run that goes on. */
  readonly by: string;
}

export const superseded = defineInput<SupersededInput>({
  kind: 'superseded',
  body: defineVersions({ what: 'superseded input' }),
  take(draft) {
    exitRun(draft, 'superseded', 'merge');
  },
});
