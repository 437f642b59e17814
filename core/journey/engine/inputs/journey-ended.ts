import { defineVersions } from '../../../base/versions.ts';
import { ended, started } from '../../steps/start-journey.ts';
import { defineInput } from './input-type.ts';

/** journey-ended: the run has ended that a start-journey of this visit let begin, and waits for. Of a visit that has been left it changes nothing. */
export interface JourneyEndedInput {
  readonly seq: number;
  readonly kind: 'journey-ended';
  readonly visit: number;
  /** Why that run ended. */
  readonly reason: string;
}

export const journeyEnded = defineInput<JourneyEndedInput>({
  kind: 'journey-ended',
  body: defineVersions({ what: 'journey-ended input' }),
  take(draft, { visit, reason }) {
    draft.tokens = draft.tokens.map((token) =>
      token.visit === visit && token.outcome?.answer === started
        ? { ...token, outcome: { result: 'done', answer: ended, data: { reason } } }
        : token,
    );
  },
});
