import { defineVersions } from '../../../base/versions.ts';
import type { Properties } from '../../../condition/schema.ts';
import type { EventFact } from '../turn.ts';
import { event as eventInput } from './event.ts';
import { defineInput } from './input-type.ts';

/**
 * observed-change: what an update step of an observed run would have changed. The customer stays as they are; the run alone sees
 * the traits from now on, and reacts to the event as if it had come.
 */
export interface ObservedChangeInput {
  readonly seq: number;
  readonly kind: 'observed-change';
  /** Null removes a trait. */
  readonly traits: Properties;
  readonly emitted?: EventFact | undefined;
}

export const observedChange = defineInput<ObservedChangeInput>({
  kind: 'observed-change',
  body: defineVersions({ what: 'observed-change input' }),
  take(draft, { seq, traits, emitted }) {
    if (Object.keys(traits).length > 0) draft.view = { ...draft.view, ...traits };
    if (emitted) eventInput.take(draft, { seq, kind: 'event', event: emitted });
  },
});
