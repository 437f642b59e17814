/** A customer after a sign-up, with a message that was not sent. */
export const customerView = {
  id: '01a2042f-b4e2-72fe-95bd-718adb295762',
  createdAt: '2026-03-02T20:10:00.000Z',
  traits: { name: 'Ann', timezone: 'Europe/Berlin' },
  identities: [
    { kind: 'anonymous_id', value: '507f191e-810c-4172-b0de-860ea21e2d16', addedAt: '2026-03-02T20:10:00.000Z' },
    { kind: 'user_id', value: 'u1', addedAt: '2026-03-02T20:12:00.000Z' },
  ],
  consents: {},
  segments: [{ id: 'big-spenders', title: 'Big spenders', since: '2026-03-02T20:12:00.000Z', cause: 'event' }],
  mergedIds: [],
  openRuns: 1,
  now: '2026-03-02T20:20:00.000Z',
  timeZone: 'Europe/Berlin',
  traitSources: {
    name: { at: '2026-03-02T20:12:00.000Z', call: 'identify', journey: null },
    timezone: { at: '2026-03-02T20:12:00.000Z', call: 'identify', journey: null },
  },
  reach: [
    { channel: 'email', address: null, state: 'no-address', reason: null },
    { channel: 'in-app', address: 'u1', state: 'reachable', reason: null },
  ],
  notSent: [
    {
      id: '01a2042f-b4e2-72fe-95bd-718adb295763',
      journeyRunId: '01a2042f-b4e2-72fe-95bd-718adb295764',
      journey: 'welcome',
      title: 'Welcome',
      step: 'hello',
      channel: 'email',
      template: 'hello',
      state: 'blocked',
      rule: 'no-address',
      ruleValue: null,
      errorCode: null,
      createdAt: '2026-03-02T20:12:01.000Z',
      updatedAt: '2026-03-02T20:17:01.000Z',
      text: 'not sent: no address of the customer is known for this channel',
    },
  ],
  timeline: {
    items: [
      {
        at: '2026-03-02T20:12:01.000Z',
        kind: 'message',
        id: '01a2042f-b4e2-72fe-95bd-718adb295763',
        text: 'Welcome: message hello by email: not sent, blocked by rule no-address',
        details: {
          journeyRunId: '01a2042f-b4e2-72fe-95bd-718adb295764',
          journey: 'welcome',
          title: 'Welcome',
          step: 'hello',
          channel: 'email',
          template: 'hello',
          state: 'blocked',
          rule: 'no-address',
          ruleValue: null,
          updatedAt: '2026-03-02T20:17:01.000Z',
          errorCode: null,
          deliveredAt: null,
          openedAt: null,
          clickedAt: null,
        },
      },
    ],
    next: null,
  },
};

export const mergeAnswer = {
  dryRun: true,
  from: '01a2042f-b4e2-72fe-95bd-718adb295765',
  into: '01a2042f-b4e2-72fe-95bd-718adb295762',
  moved: { identities: 1, traits: 1, consents: 0, decisions: 0, segments: 0, arms: 0, runs: 0, messages: 0, inbox: 0 },
  superseded: 0,
};
