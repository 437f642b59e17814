import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import type { Publication } from '../../../services/publishing/publish.ts';

/** A small journey as canonical JSON, and the push of it. */
export const trialJourney: JourneyDefinition = {
  id: 'trial',
  title: 'Trial',
  purpose: 'transactional',
  entry: [
    {
      on: 'event',
      event: 'Trial Started',
      where: { combinator: 'and', rules: [{ field: 'event.properties.plan', operator: '=', value: 'team' }] },
    },
  ],
  exit: [{ reason: 'subscribed', on: 'event', event: 'Subscribed' }],
  start: 'a-moment',
  steps: {
    'a-moment': { type: 'wait', for: 'PT10S', paths: { next: 'hello' } },
    hello: { type: 'send', channels: ['email'], template: 'trial-hello', paths: { next: null } },
  },
};

export const publication: Publication = {
  journeys: [trialJourney],
  templates: [
    {
      id: 'trial-hello',
      content: {
        email: {
          subject: 'Hello {{ customer.firstName | default: "there" }}',
          html: '<p>You chose {{ entry.plan }}. Ask us anything.</p>',
        },
      },
    },
  ],
};

/** The hash that publishing it gives; a test holds it to that. */
export const trialHash = '7050887aef4c2bda7d7f1ca5b3ea6a3114038a7e24b9ca47e12a592a42866c19';

export const publishedAt = '2026-11-22T19:20:07.512Z';
