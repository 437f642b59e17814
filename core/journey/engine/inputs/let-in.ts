import { defineVersions } from '../../../base/versions.ts';
import { defineInput } from './input-type.ts';

/** let-in: the run waited for room, as its journey lets in only so many, and there is room now. What it waits for begins now. */
export interface LetInInput {
  readonly seq: number;
  readonly kind: 'let-in';
}

export const letIn = defineInput<LetInInput>({
  kind: 'let-in',
  body: defineVersions({ what: 'let-in input' }),
  take(draft) {
    draft.tokens = draft.tokens.map((token) => ({ ...token, arrivedAt: draft.now }));
  },
});
