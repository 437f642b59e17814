import type { RunAnswer } from '../../../api/operations/runs/schemas.ts';
import { runInWords } from '../../../cli/format/run-words.ts';

type Message = RunAnswer['messages'][number];

const input = {
  occurredAt: null,
  event: null,
  visit: null,
  result: null,
  rule: null,
  answer: null,
  deferredUntilAt: null,
  reason: null,
  traits: null,
  taken: true,
};
const message = {
  ...{
    template: 'hello',
    templateVersion: 3,
    language: null,
    channel: 'email',
    attempt: 1,
    rule: null,
    ruleValue: null,
  },
  ...{ id: 'm1', attempts: [] },
};
const attempt: Message['attempts'][number] = {
  ...{ attempt: 2, channel: 'email', startedAt: '2026-11-22T20:26:48.200Z', endedAt: '2026-11-22T20:26:48.300Z' },
  ...{ outcome: 'accepted', providerId: null, errorCode: null, errorId: null, errorText: null },
};
const settle = { visit: 1, step: 'settle', title: 'Let them settle', doing: 'waiting' };
const hello = { visit: 2, step: 'hello', title: 'hello', doing: 'sending hello by email' };
const project = { visit: 3, step: 'project', title: 'project', doing: 'waiting for Project Created' };
const at = (time: string) => `2026-11-22T${time}Z`;

const run: RunAnswer = {
  ...{ id: 'r1', journey: 'welcome', title: 'Welcome', version: 2, customerId: 'c1', userId: 'ann', key: null },
  ...{ status: 'open', label: '', endReason: null, exit: null, exitEvents: [] },
  ...{ exitCondition: null, interrupts: [], tasks: [], goal: null, goalUntil: null },
  ...{ stuckAt: null, stuckErrorId: null, stuckErrorCode: null, stuckErrorText: null },
  ...{ tasks: [], goal: null, goalUntil: null },
  enteredAt: at('19:26:28.100'),
  endedAt: null,
  dueAt: '2026-11-23T10:00:00.000Z',
  inputs: [
    { ...input, seq: 1, kind: 'entry', event: 'Signed Up', occurredAt: at('19:20:00.000'), at: at('19:26:28.100') },
    {
      ...input,
      seq: 2,
      kind: 'job-deferred',
      visit: 2,
      rule: 'no-address',
      at: at('20:26:28.200'),
      deferredUntilAt: at('20:26:38.200'),
    },
    {
      ...input,
      seq: 3,
      kind: 'job-deferred',
      visit: 2,
      rule: 'no-address',
      at: at('20:26:38.200'),
      deferredUntilAt: at('20:26:48.200'),
    },
    { ...input, seq: 4, kind: 'job-settled', visit: 2, result: 'accepted', at: at('20:26:48.300') },
  ],
  visits: [
    { ...settle, arrivedAt: at('19:26:28.100'), leftAt: at('20:26:28.150'), path: 'next', way: 'the time was up' },
    { ...hello, arrivedAt: at('20:26:28.150'), leftAt: at('20:26:48.310'), path: 'next', way: null },
    { ...project, arrivedAt: at('20:26:48.310'), leftAt: null, path: null, way: null },
  ],
  messages: [
    {
      ...message,
      ...{ visit: 2, step: 'hello', state: 'accepted', attempt: 2 },
      attempts: [
        {
          ...attempt,
          ...{ attempt: 1, outcome: 'failed-temporarily', errorCode: 'smtp-421', errorText: 'too busy' },
          endedAt: at('20:26:38.300'),
        },
        { ...attempt, providerId: '250 OK' },
      ],
      createdAt: at('20:26:28.200'),
      updatedAt: at('20:26:48.300'),
    },
  ],
};
const story = (more: Partial<RunAnswer> = {}) =>
  runInWords({ ...run, ...more }, Date.parse(at('20:27:00.000'))).join('\n');

it('tells a run from its entry to what comes next', () => {
  expect(story()).toBe(`Welcome (welcome v2), run r1
Customer  ann (c1)
Status    open since Sun 22 Nov 2026 19:26:28 UTC
Next      project: waiting for Project Created, until Mon 23 Nov 2026 10:00:00 UTC (in 13 hours 33 minutes)

Sun 22 Nov 2026 19:26:28 UTC                    Signed Up (which happened 6 minutes 28 seconds before): the run began
Sun 22 Nov 2026 19:26:28 UTC                    arrived at Let them settle: waiting
Sun 22 Nov 2026 20:26:28 UTC      1 hour later  left Let them settle after 1 hour: the time was up
Sun 22 Nov 2026 20:26:28 UTC                    arrived at hello: sending hello by email
Sun 22 Nov 2026 20:26:28 UTC                    message deferred (no-address, 2×) until Sun 22 Nov 2026 20:26:48 UTC
Sun 22 Nov 2026 20:26:38 UTC  10 seconds later  attempt 1 of hello by email: failed temporarily: smtp-421: too busy
Sun 22 Nov 2026 20:26:48 UTC  10 seconds later  message hello v3 by email (attempt 2): accepted by provider: 250 OK
Sun 22 Nov 2026 20:26:48 UTC                    left hello after 20 seconds
Sun 22 Nov 2026 20:26:48 UTC                    arrived at project: waiting for Project Created`);
});

it('says of a stuck run what is wrong and how to go on', () => {
  const stuck = {
    stuckAt: at('20:26:50.000'),
    stuckErrorId: 'e1',
    stuckErrorCode: 'template-gone',
    stuckErrorText: 'no template "hello"',
  };
  const text = story({ status: 'stuck', ...stuck });
  expect(text).toContain('Error     template-gone: no template "hello" (error e1)');
  expect(text).toContain('throughline run retry r1');
  expect(text).toMatch(/2 seconds? later|1 second later/);
});

it.each<[Message['state'], Partial<Message>, string]>([
  [
    'blocked',
    { rule: 'expired', ruleValue: '2026-11-22T20:00:00.000Z' },
    'blocked by rule expired (Sun 22 Nov 2026 20:00:00 UTC)',
  ],
  [
    'failed-temporarily',
    { attempts: [{ ...attempt, errorCode: 'smtp-421', errorText: 'too busy' }] },
    'failed temporarily, and is tried again: smtp-421: too busy',
  ],
  [
    'failed-permanently',
    { attempts: [{ ...attempt, errorCode: 'smtp-550', errorText: 'no such user' }] },
    'failed permanently: smtp-550: no such user',
  ],
  ['failed-permanently', { attempt: 9, attempts: [] }, 'given up after 9 attempts'],
  ['unknown', { attempts: [] }, 'nobody knows whether it arrived, so it is never sent again'],
  ['requested', { attempt: 0, attempts: [] }, 'waits for its first attempt'],
  ['deferred', { rule: 'quiet-hours' }, 'not sent, the run exited while rule quiet-hours deferred it'],
])('a message that is %s is told as one', (state, more, expected) => {
  const [first] = run.messages;
  expect(story({ messages: [{ ...(first as Message), state, ...more }] })).toContain(`: ${expected}`);
});

it('a message that failed temporarily is not said to be tried again once its run has ended', () => {
  const [first] = run.messages;
  const failed = {
    ...(first as Message),
    state: 'failed-temporarily' as const,
    attempts: [{ ...attempt, errorCode: 'smtp-421' }],
  };
  expect(story({ status: 'ended', endedAt: at('20:30:00.000'), endReason: 'closed', messages: [failed] })).toContain(
    ': failed, and was not tried again, as the run ended: smtp-421',
  );
});

it.each<[string, Partial<RunAnswer>, string]>([
  ['its path', { endReason: 'completed' }, 'the run ended: its path was at its end'],
  [
    'a rule',
    {
      endReason: 'closed',
      exit: { reason: 'closed', by: 'rule', at: at('20:30:00.000') },
      exitEvents: ['Account Closed'],
    },
    'the run ended by its exit rule closed: Account Closed came',
  ],
  [
    'a step',
    { endReason: 'gone', exit: { reason: 'gone', by: 'step', at: at('20:30:00.000') } },
    'the run ended by its exit step: gone',
  ],
  [
    'an operator',
    { endReason: 'spam', exit: { reason: 'spam', by: 'operator', at: at('20:30:00.000') } },
    'the run ended by an operator: spam',
  ],
  [
    'consent',
    { endReason: 'consent-withdrawn', exit: { reason: 'consent-withdrawn', by: 'consent', at: at('20:30:00.000') } },
    'the run ended, as the customer withdrew consent',
  ],
])('the end by %s is told, and nothing comes next', (_by, more, expected) => {
  const text = story({ status: 'ended', endedAt: at('20:30:00.000'), ...more });
  expect(text.split('\n').at(-1)).toContain(expected);
  expect(text).not.toContain('Next');
});

it('where nothing will happen by itself, or the moment has passed, it says so', () => {
  expect(story({ dueAt: null })).toContain('waiting for Project Created, for as long as it takes');
  const label = 'project: waiting for Project Created until 2026-11-22 20:26 UTC';
  expect(story({ dueAt: at('20:26:50.000'), label })).toContain(`Next      ${label}`);
});

it('an input that no turn has taken comes next', () => {
  const event = {
    ...input,
    seq: 5,
    kind: 'event' as const,
    event: 'Project Created',
    at: at('20:27:00.000'),
    taken: false,
  };
  const text = story({ inputs: [...run.inputs, event] });
  expect(text).toContain('Next      a turn at once: an input waits for it');
  expect(text).toContain('Project Created came (no turn has taken it yet)');
});

it('what an interrupt did and how the customer changed are in the story', () => {
  const text = story({
    inputs: [...run.inputs, { ...input, seq: 5, kind: 'customer-changed', traits: ['plan'], at: at('20:27:00.000') }],
    interrupts: [
      {
        ...{ id: 'prices', times: 2, at: at('20:27:01.000'), cause: 'Pricing Viewed' },
        doing: 'skips day-3, opens the side path alert',
      },
    ],
  });
  expect(text).toContain('the customer changed: plan');
  expect(text).toContain('interrupt prices (Pricing Viewed), for the 2nd time: skips day-3, opens the side path alert');
});

it('a run that an exit by condition ended says which condition held', () => {
  const exit = { reason: 'is-pro', at: at('20:28:00.000'), by: 'rule' as const };
  const ended = { status: 'ended' as const, endedAt: exit.at, endReason: exit.reason, dueAt: null };
  const text = story({ ...ended, exit, exitCondition: `the customer's plan is "pro"` });
  expect(text).toContain(`the run ended by its exit rule is-pro: the customer's plan is "pro"`);
});
