import type { EventFact } from '../turn.ts';
import { arrive, isUntouched } from '../turn-draft.ts';
import { defineInput } from './input-type.ts';

/** entry: starts the run. It is input 1; a second one of an open run means nothing yet. */
export interface EntryInput {
  readonly seq: number;
  readonly kind: 'entry';
  readonly event: EventFact;
}

export const entry = defineInput<EntryInput>({
  kind: 'entry',
  body: undefined,
  take(draft, { seq }) {
    if (!isUntouched(draft)) return;
    draft.books = draft.facts.books;
    if (!draft.books) arrive(draft, draft.definition.start, { lookBackFrom: seq, consumed: [], forks: [] });
  },
});
