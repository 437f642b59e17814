import { runId } from '../runs/examples.ts';

export const taskId = '01a2042f-b4e2-72fe-95bd-718adb295770';

export const taskSummary = {
  id: taskId,
  journey: 'big-cart',
  step: 'phone',
  title: 'Call the customer',
  journeyRunId: runId,
  customerId: '01a2042f-b4d6-7c01-8f0e-2b7c5a9e6d13',
  userId: 'u1',
  group: 'sales',
  person: null,
  assignee: null,
  state: 'open',
  choice: null,
  dueAt: '2026-11-23T19:20:12.341Z',
  createdAt: '2026-11-22T19:20:12.341Z',
  updatedAt: '2026-11-22T19:20:12.341Z',
  closedAt: null,
};

export const openTask = {
  ...taskSummary,
  visit: 1,
  instruction: 'Ask Ada about the cart of 640.',
  choices: ['reached', 'lost'],
  note: null,
  remindAt: null,
  escalateAt: null,
  history: [{ at: '2026-11-22T19:20:12.341Z', what: 'created', person: null, group: 'sales' }],
  alerts: [],
};

const claimedAt = '2026-11-22T20:01:40.100Z';
const answeredAt = '2026-11-22T20:12:03.512Z';
const ann = 'ann@example.com';

export const claimedTask = {
  ...openTask,
  assignee: ann,
  state: 'claimed',
  updatedAt: claimedAt,
  alerts: [{ what: 'created', alert: 'sales', address: null, state: 'sent', errorCode: null }],
  history: [...openTask.history, { at: claimedAt, what: 'claimed', person: ann, group: null }],
};

export const releasedTask = {
  ...openTask,
  updatedAt: answeredAt,
  history: [...claimedTask.history, { at: answeredAt, what: 'released', person: ann, group: null }],
};

export const answeredTask = {
  ...claimedTask,
  state: 'answered',
  choice: 'reached',
  note: 'Wants a quote by Friday.',
  updatedAt: answeredAt,
  closedAt: answeredAt,
  history: [...claimedTask.history, { at: answeredAt, what: 'answered', person: ann, group: null }],
};
