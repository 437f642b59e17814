/** The run that the examples of events and journeys make, as it is shown in its first seconds. */
export const runId = '01a2042f-b4e2-72fe-95bd-718adb295762';

export const runSummary = {
  id: runId,
  journey: 'trial',
  version: 1,
  customerId: '01a2042f-b4d6-7c01-8f0e-2b7c5a9e6d13',
  userId: 'u1',
  key: null,
  status: 'open',
  label: 'a-moment: waiting until 2026-11-22 19:20:22 UTC',
  books: null,
  enteredAt: '2026-11-22T19:20:12.318Z',
  endedAt: null,
  endReason: null,
  stuckAt: null,
  stuckErrorId: null,
  stuckErrorCode: null,
};

export const openRun = {
  ...runSummary,
  title: 'Trial',
  dueAt: '2026-11-22T19:20:22.341Z',
  exit: null,
  exitEvents: [],
  exitCondition: null,
  interrupts: [],
  stuckErrorText: null,
  visits: [
    {
      visit: 1,
      step: 'a-moment',
      title: 'a-moment',
      doing: 'waiting',
      arrivedAt: '2026-11-22T19:20:12.341Z',
      leftAt: null,
      path: null,
      way: null,
    },
  ],
  inputs: [
    {
      seq: 1,
      kind: 'entry',
      event: 'Trial Started',
      occurredAt: '2026-11-22T19:20:12.312Z',
      at: '2026-11-22T19:20:12.318Z',
      taken: true,
      visit: null,
      result: null,
      rule: null,
      answer: null,
      deferredUntilAt: null,
      reason: null,
      traits: null,
    },
  ],
  messages: [],
  tasks: [],
  goal: null,
  goalUntil: null,
  timeline: [
    { at: '2026-11-22T19:20:12.318Z', kind: 'input', visit: null, text: 'Trial Started: the run began' },
    { at: '2026-11-22T19:20:12.341Z', kind: 'arrived', visit: 1, text: 'arrived at a-moment: waiting' },
  ],
  next: [{ visit: 1, text: 'a-moment: waiting', until: '2026-11-22T19:20:22.341Z' }],
};
