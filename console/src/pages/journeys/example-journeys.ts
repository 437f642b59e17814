import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';

/** What a new journey can begin with: the journeys in examples/journeys, of which a test compares them. */
export const exampleJourneys = [
  {
    id: 'abandoned-cart',
    title: 'Abandoned cart',
    owner: 'shop',
    purpose: 'marketing',
    topic: 'offers',
    entry: [
      {
        on: 'event',
        event: 'Cart Updated',
        where: {
          combinator: 'and',
          rules: [
            {
              field: 'event.properties.value',
              operator: '>=',
              value: 20,
            },
          ],
        },
        maxAge: 'PT1H',
      },
    ],
    key: {
      ref: 'event.properties.cart_id',
    },
    whileOpen: 'refresh',
    reentry: {
      after: 'P1D',
    },
    exit: [
      {
        reason: 'bought',
        on: 'event',
        event: 'Checkout Completed',
        match: {
          ref: 'event.properties.cart_id',
        },
      },
    ],
    goal: {
      event: 'Checkout Completed',
      match: {
        ref: 'event.properties.cart_id',
      },
      within: 'P7D',
      value: {
        ref: 'event.properties.total',
      },
    },
    holdoutPerMille: 50,
    start: 'settle',
    steps: {
      settle: {
        type: 'wait',
        for: 'PT1H',
        restartOn: 'refresh',
        paths: {
          next: 'nudge',
        },
      },
      nudge: {
        type: 'send',
        channels: ['email'],
        template: 'cart-nudge',
        data: {
          cart: {
            ref: 'entry',
          },
        },
        notAfter: 'PT14H',
        paths: {
          next: 'reaction',
        },
      },
      reaction: {
        type: 'wait-for',
        events: [
          {
            event: 'Message Clicked',
            message: 'nudge',
            path: 'clicked',
          },
        ],
        timeout: 'P1D',
        paths: {
          clicked: 'let-them-think',
          timeout: 'is-it-worth-it',
        },
      },
      'let-them-think': {
        type: 'wait',
        for: 'PT4H',
        paths: {
          next: 'is-it-worth-it',
        },
      },
      'is-it-worth-it': {
        type: 'branch',
        branches: [
          {
            path: 'big',
            when: {
              combinator: 'and',
              rules: [
                {
                  field: 'entry.properties.value',
                  operator: '>=',
                  value: 100,
                },
              ],
            },
          },
        ],
        paths: {
          big: 'last-call',
          else: null,
        },
      },
      'last-call': {
        type: 'send',
        channels: ['sms', 'email'],
        template: 'cart-last-call',
        data: {
          cart: {
            ref: 'entry',
          },
        },
        notAfter: 'P1D',
        paths: {
          next: null,
        },
      },
    },
  },
  {
    id: 'welcome-series',
    title: 'Welcome series',
    owner: 'growth',
    purpose: 'marketing',
    topic: 'getting-started',
    entry: [
      {
        on: 'event',
        event: 'Signed Up',
        maxAge: 'PT1H',
      },
    ],
    reentry: 'never',
    exit: [
      {
        reason: 'account-closed',
        on: 'event',
        event: 'Account Closed',
      },
    ],
    start: 'settle',
    steps: {
      settle: {
        type: 'wait',
        for: 'PT5S',
        paths: {
          next: 'welcome',
        },
      },
      welcome: {
        type: 'send',
        channels: ['email'],
        template: 'welcome',
        notAfter: 'P1D',
        paths: {
          next: 'first-project',
        },
      },
      'first-project': {
        type: 'wait-for',
        events: [
          {
            event: 'Project Created',
            path: 'created',
          },
        ],
        timeout: 'P2D',
        paths: {
          created: 'next-steps',
          timeout: 'pays',
        },
      },
      'next-steps': {
        type: 'send',
        channels: ['email'],
        template: 'next-steps',
        paths: {
          next: null,
        },
      },
      pays: {
        type: 'branch',
        branches: [
          {
            path: 'yes',
            when: {
              combinator: 'and',
              rules: [
                {
                  field: 'customer.traits.plan',
                  operator: '=',
                  value: 'pro',
                },
              ],
            },
          },
        ],
        paths: {
          yes: null,
          else: 'need-a-hand',
        },
      },
      'need-a-hand': {
        type: 'send',
        channels: ['email'],
        template: 'need-a-hand',
        paths: {
          next: null,
        },
      },
    },
  },
] as unknown as readonly JourneyDefinition[];

/** The example with other names of events, wherever it names one. */
export function withEvents(example: JourneyDefinition, called: Readonly<Record<string, string>>): JourneyDefinition {
  const renamed = (json: unknown, name?: string): unknown => {
    if (typeof json === 'string') return name === 'event' && Object.hasOwn(called, json) ? called[json] || json : json;
    if (Array.isArray(json)) return json.map((item) => renamed(item, name));
    if (typeof json !== 'object' || json === null) return json;
    return Object.fromEntries(Object.entries(json).map(([key, member]) => [key, renamed(member, key)]));
  };
  return renamed(example) as JourneyDefinition;
}

/** The events of one's own that an example listens to. Messages tell theirs themselves. */
export function eventsIn(example: JourneyDefinition): readonly string[] {
  const found = new Set<string>();
  JSON.stringify(example, (name, value: unknown) => {
    if (name === 'event' && typeof value === 'string' && !value.startsWith('Message ')) found.add(value);
    return value;
  });
  return [...found];
}
