import type { RunAnswer } from '../../../api/operations/runs/schemas.ts';
import { formatRun } from '../../../cli/format/run.ts';

const at = (time: string) => `2026-11-22T${time}Z`;

const run: RunAnswer = {
  ...{
    id: 'r1',
    journey: 'welcome',
    title: 'Welcome',
    version: 2,
    customerId: 'c1',
    userId: 'ann',
    key: null,
    books: null,
  },
  ...{ status: 'open', label: '', endReason: null, exit: null, exitEvents: [] },
  ...{ exitCondition: null, interrupts: [], tasks: [], goal: null, goalUntil: null },
  ...{ stuckAt: null, stuckErrorId: null, stuckErrorCode: null, stuckErrorText: null },
  ...{ enteredAt: at('19:26:28.100'), endedAt: null, dueAt: '2026-11-23T10:00:00.000Z', queuedAt: null },
  ...{ inputs: [], visits: [], messages: [] },
  timeline: [
    { at: at('19:26:28.100'), kind: 'input', visit: null, text: 'Signed Up: the run began' },
    { at: at('19:26:28.100'), kind: 'arrived', visit: 1, text: 'arrived at Let them settle: waiting' },
    { at: at('20:26:28.150'), kind: 'left', visit: 1, text: 'left Let them settle after 1 hour: the time was up' },
    { at: at('20:26:38.200'), kind: 'arrived', visit: 2, text: 'arrived at project: waiting for Project Created' },
  ],
  next: [{ visit: 2, text: 'project: waiting for Project Created', until: '2026-11-23T10:00:00.000Z' }],
};
const format = (more: Partial<RunAnswer> = {}) =>
  formatRun({ ...run, ...more }, Date.parse(at('20:27:00.000'))).join('\n');

it('shows a run: customer, status, what comes next, and its timeline with the time between lines', () => {
  expect(format()).toBe(`Welcome (welcome v2), run r1
Customer  ann (c1)
Status    open since Sun 22 Nov 2026 19:26:28 UTC
Next      project: waiting for Project Created, until Mon 23 Nov 2026 10:00:00 UTC (in 13 hours 33 minutes)

Sun 22 Nov 2026 19:26:28 UTC                    Signed Up: the run began
Sun 22 Nov 2026 19:26:28 UTC                    arrived at Let them settle: waiting
Sun 22 Nov 2026 20:26:28 UTC      1 hour later  left Let them settle after 1 hour: the time was up
Sun 22 Nov 2026 20:26:38 UTC  10 seconds later  arrived at project: waiting for Project Created`);
});

it('says of a stuck run what is wrong and how to go on', () => {
  const stuck = {
    ...{ stuckAt: at('20:26:50.000'), stuckErrorId: 'e1', stuckErrorCode: 'template-gone' },
    ...{ stuckErrorText: 'no template "hello"', next: [] },
  };
  const text = format({ status: 'stuck', ...stuck });
  expect(text).toContain('Status    stuck since Sun 22 Nov 2026 20:26:50 UTC');
  expect(text).toContain('Error     template-gone: no template "hello" (error e1)');
  expect(text).toContain('Next      nothing by itself. Fix the cause, then: throughline run retry r1');
});

it('says of an ended run how long it took, and of a goal whether it was reached', () => {
  const ended = { status: 'ended' as const, endedAt: at('20:26:28.100'), endReason: 'completed', next: [] };
  expect(format(ended)).toContain('Status    ended Sun 22 Nov 2026 20:26:28 UTC, 1 hour after it began');
  expect(format(ended)).not.toContain('Next');
  expect(format({ goal: { reachedAt: at('20:00:00.000'), event: 'Paid', value: 4 } })).toContain(
    'Goal      reached Sun 22 Nov 2026 20:00:00 UTC, worth 4',
  );
  expect(format({ goalUntil: at('20:00:00.000') })).toContain('Goal      not reached in time');
});
