import { type ConsentSubject, type Consents, withStatement } from '../../../core/customer/consent.ts';
import { exitsByConsent } from '../../../core/journey/consent-exit.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { define } from './support/passage.ts';

const send = (topic?: string) => ({
  type: 'send',
  channels: ['email'],
  template: 'hello',
  ...(topic !== undefined && { topic }),
  paths: { next: null },
});
const journey = (
  purpose: 'marketing' | 'transactional',
  topic: string | undefined,
  ...topics: (string | undefined)[]
) =>
  define({
    purpose,
    ...(topic !== undefined && { topic }),
    start: 's0',
    steps: Object.fromEntries(topics.map((each, index) => [`s${index}`, send(each)])),
  } as Parameters<typeof define>[0]);
const withdrawn = (...subjects: (ConsentSubject & { expiresAt?: number })[]) =>
  subjects.reduce<Consents>(
    (consents, { expiresAt, ...subject }) =>
      withStatement(consents, { subject, state: 'withdrawn', at: 1, acceptedAt: 1, expiresAt }),
    {},
  );
const offers = { kind: 'topic', name: 'offers' } as const;
const news = { kind: 'topic', name: 'news' } as const;
const marketing = { kind: 'purpose', name: 'marketing' } as const;

it.each<[string, JourneyDefinition, Consents, boolean]>([
  ['a journey about the topic', journey('marketing', 'offers', undefined), withdrawn(offers), true],
  ['a journey about another topic', journey('marketing', 'news', undefined), withdrawn(offers), false],
  [
    'a journey about another topic with a message of it',
    journey('marketing', 'news', 'offers'),
    withdrawn(offers),
    false,
  ],
  ['a journey about it with a message of another', journey('marketing', 'offers', 'news'), withdrawn(offers), true],
  [
    'a journey without a topic whose messages are all of it',
    journey('marketing', undefined, 'offers', 'offers'),
    withdrawn(offers),
    true,
  ],
  [
    'a journey without a topic with two, one withdrawn',
    journey('marketing', undefined, 'offers', 'news'),
    withdrawn(offers),
    false,
  ],
  [
    'a journey without a topic with two, both withdrawn',
    journey('marketing', undefined, 'offers', 'news'),
    withdrawn(offers, news),
    true,
  ],
  [
    'a journey with a message of no topic',
    journey('marketing', undefined, 'offers', undefined),
    withdrawn(offers),
    false,
  ],
  ['a transactional journey', journey('transactional', 'offers', undefined), withdrawn(offers, marketing), false],
  ['any journey, when all marketing is withdrawn', journey('marketing', 'news', undefined), withdrawn(marketing), true],
  ['a paused topic', journey('marketing', 'offers', undefined), withdrawn({ ...offers, expiresAt: 99 }), false],
  ['paused marketing', journey('marketing', 'offers', undefined), withdrawn({ ...marketing, expiresAt: 99 }), false],
  [
    'a withdrawn channel',
    journey('marketing', 'offers', undefined),
    withdrawn({ kind: 'channel', name: 'email' }),
    false,
  ],
  [
    'a complaint',
    journey('marketing', 'offers', undefined),
    withdrawn({ kind: 'marketing-channel', name: 'email' }),
    false,
  ],
])('%s', (_what, definition, consents, exits) => {
  expect(exitsByConsent(definition, consents, 50)).toBe(exits);
});
