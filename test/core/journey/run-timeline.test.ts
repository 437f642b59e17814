import type { DecisionRecord } from '../../../core/decision/record.ts';
import {
  defineEvent,
  defineTraits,
  email,
  flow,
  interrupt,
  journey,
  on,
  send,
  t,
  template,
  wait,
  waitFor,
} from '../../../core/index.ts';
import { composeRun } from '../../../core/journey/run-timeline/index.ts';
import type { AttemptFacts, InputFacts, MessageFacts, RunFacts } from '../../../core/journey/run-timeline/run-facts.ts';

const created = defineEvent('Project Created', { name: t.text });
const closed = defineEvent('Account Closed', {});
const viewed = defineEvent('Pricing Viewed', {});
const customer = defineTraits({ plan: t.text });
const settleStep = wait('settle', '1 hour', { title: 'Let them settle' });
const definition = journey(
  'welcome',
  {
    title: 'Welcome',
    purpose: 'transactional',
    entry: on(defineEvent('Signed Up', {})),
    exit: { closed: on(closed), 'is-pro': customer.plan.is('pro') },
    on: { prices: interrupt(on(viewed), { skip: settleStep }) },
  },
  flow(
    settleStep,
    send('hello', template('hello'), { via: [email] }),
    waitFor('project', { created: on(created), timeout: '2 days' }),
  ),
);

const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);
const input: InputFacts = {
  ...{ seq: 1, kind: 'entry', event: null, occurredAt: null, at: 0, taken: true, visit: null, result: null },
  ...{ rule: null, deferredUntilAt: null, reason: null, traits: null, version: null },
};
const attempt: AttemptFacts = {
  ...{ attempt: 2, channel: 'email', startedAt: at('20:26:48.200'), endedAt: at('20:26:48.300') },
  ...{ outcome: 'accepted', providerId: null, errorCode: null, errorText: null },
};
const hello: MessageFacts = {
  ...{ visit: 2, channel: 'email', template: 'hello', templateVersion: 3, language: null, state: 'accepted' },
  ...{ attempt: 2, rule: null, ruleValue: null, notMeasured: null, updatedAt: at('20:26:48.300') },
  attempts: [
    {
      ...{ ...attempt, attempt: 1, outcome: 'failed-temporarily', endedAt: at('20:26:38.300') },
      ...{ errorCode: 'smtp-421', errorText: 'too busy' },
    },
    { ...attempt, providerId: '250 OK' },
  ],
};
const deferral: InputFacts = { ...input, kind: 'job-deferred', visit: 2, rule: 'no-address' };
const run: RunFacts = {
  books: null,
  calls: [],
  decisions: [],
  ...{ journey: 'welcome', label: '', endedAt: null, endReason: null, stuckAt: null, stuckErrorCode: null },
  ...{ exit: null, skipped: null, interrupts: null, tasks: [], goal: null },
  dueAt: Date.parse('2026-11-24T20:26:48.310Z'),
  inputs: [
    { ...input, event: 'Signed Up', occurredAt: at('19:20:00.000'), at: at('19:26:28.100') },
    { ...deferral, seq: 2, at: at('20:26:28.200'), deferredUntilAt: at('20:26:38.200') },
    { ...deferral, seq: 3, at: at('20:26:38.200'), deferredUntilAt: at('20:26:48.200') },
    { ...input, seq: 4, kind: 'job-settled', visit: 2, result: 'accepted', at: at('20:26:48.300') },
  ],
  visits: [
    { visit: 1, step: 'settle', arrivedAt: at('19:26:28.100'), leftAt: at('20:26:28.150'), path: 'next' },
    { visit: 2, step: 'hello', arrivedAt: at('20:26:28.150'), leftAt: at('20:26:48.310'), path: 'next' },
    { visit: 3, step: 'project', arrivedAt: at('20:26:48.310'), leftAt: null, path: null },
  ],
  messages: [hello],
};
const now = at('20:27:00.000');
const compose = (more: Partial<RunFacts> = {}) => composeRun({ ...run, ...more }, definition, now);
const texts = (more: Partial<RunFacts> = {}) => compose(more).timeline.map(({ text }) => text);

it('says by which schedule or date a run began, and for which day, in words where its version has the rule', () => {
  const entered = { ...input, event: 'Entered by Schedule', entry: { id: 'weekly', date: '2026-11-23' } };
  const every = { days: ['mon' as const], time: '09:00' };
  const weekly = { ...definition, entry: [{ on: 'schedule' as const, id: 'weekly', every }] };
  const first = (of: typeof definition) =>
    composeRun({ ...run, inputs: [entered] }, of, run.dueAt ?? 0).timeline.find(({ kind }) => kind === 'input')?.text;
  expect(first(weekly as typeof definition)).toBe(
    "Entered by Schedule (weekly: on mon at 09:00, by the customer's clocks), for 2026-11-23: the run began",
  );
  expect(first(definition)).toBe('Entered by Schedule (weekly), for 2026-11-23: the run began');
});

it('lists what happened from the entry to the present step, in order', () => {
  expect(compose().timeline.map(({ kind, visit, text }) => `${kind} ${visit ?? '-'} ${text}`)).toEqual([
    'input - Signed Up (which happened 6 minutes 28 seconds before): the run began',
    'arrived 1 arrived at Let them settle: waiting',
    'left 1 left Let them settle after 1 hour: the time was up',
    'arrived 2 arrived at hello: sending hello by email',
    'input 2 message deferred (no-address, 2×) until 2026-11-22 20:26 UTC',
    'attempt 2 attempt 1 of hello by email: failed temporarily: smtp-421: too busy',
    'message 2 message hello v3 by email (attempt 2): accepted by provider: 250 OK',
    'left 2 left hello after 20 seconds',
    'arrived 3 arrived at project: waiting for Project Created',
  ]);
  expect(compose().next).toEqual([{ visit: 3, text: 'project: waiting for Project Created', until: run.dueAt }]);
});

it('adds the titles of journey and steps, and why a step was left', () => {
  expect(compose()).toMatchObject({
    title: 'Welcome',
    visits: [{ title: 'Let them settle', doing: 'waiting', way: 'the time was up' }, { way: null }, { way: null }],
  });
});

it('shows ids where the definition does not hold a step', () => {
  const [first] = run.visits;
  const visits = [{ ...(first as RunFacts['visits'][number]), step: 'gone' }];
  expect(compose({ visits }).visits).toMatchObject([{ title: 'gone', doing: '', way: null }]);
});

it.each<[Partial<MessageFacts>, string]>([
  [
    { state: 'blocked', rule: 'expired', ruleValue: '2026-11-22T20:00:00.000Z' },
    'blocked by rule expired (2026-11-22 20:00 UTC)',
  ],
  [{ state: 'blocked', rule: 'suppressed', ruleValue: 'complaint' }, 'blocked by rule suppressed (complaint)'],
  [
    { state: 'failed-temporarily', attempts: [{ ...attempt, errorCode: 'smtp-421', errorText: 'too busy' }] },
    'failed temporarily, and is tried again: smtp-421: too busy',
  ],
  [
    { state: 'failed-permanently', attempts: [{ ...attempt, errorCode: 'smtp-550', errorText: 'no such user' }] },
    'failed permanently: smtp-550: no such user',
  ],
  [{ state: 'failed-permanently', attempt: 9, attempts: [] }, 'given up after 9 attempts'],
  [{ state: 'unknown', attempts: [] }, 'it is not known whether it arrived, so it is not sent again'],
  [{ state: 'requested', attempt: 0, attempts: [] }, 'waits for its first attempt'],
  [
    {
      state: 'accepted',
      attempts: [],
      byMachines: [
        { kind: 'clicked', sign: 'hidden-link', times: 1 },
        { kind: 'opened', sign: 'known-program', times: 3 },
      ],
    },
    'accepted by provider; clicked by a machine (hidden link), which does not count; opened 3 times by a machine (known program), which does not count',
  ],
  [
    { state: 'accepted', attempts: [], notMeasured: { opens: true, clicks: true, reason: 'consent' } },
    'accepted by provider; opens and clicks are not measured (no consent to tracking)',
  ],
  [
    { state: 'accepted', attempts: [], notMeasured: { opens: true, clicks: false, reason: 'settings' } },
    'accepted by provider; opens are not measured (the settings of tracking say so)',
  ],
  [{ state: 'claimed' }, 'about to be sent'],
  [{ state: 'sending' }, 'being sent'],
  [{ state: 'deferred', rule: 'quiet-hours' }, 'not sent, the run exited while rule quiet-hours deferred it'],
])('a message with %j is one line: %s', (more, expected) => {
  const line = compose({ messages: [{ ...hello, ...more }] }).timeline.find(({ kind }) => kind === 'message');
  expect(line?.text.endsWith(`: ${expected}`)).toBe(true);
});

it('a message that failed temporarily is not said to be tried again once its run has ended', () => {
  const failed: MessageFacts = {
    ...{ ...hello, state: 'failed-temporarily', attempts: [{ ...attempt, errorCode: 'smtp-421' }] },
  };
  expect(texts({ endedAt: at('20:30:00.000'), endReason: 'closed', messages: [failed] })).toContain(
    'message hello v3 by email (attempt 2): failed, and was not tried again, as the run ended: smtp-421',
  );
});

it.each<[string, RunFacts['exit'], string]>([
  ['completed', null, 'the run ended: its path was at its end'],
  ['closed', { reason: 'closed', by: 'rule', at: 0 }, 'the run ended by its exit rule closed: Account Closed came'],
  [
    'is-pro',
    { reason: 'is-pro', by: 'rule', at: 0 },
    `the run ended by its exit rule is-pro: the customer's plan is "pro"`,
  ],
  ['gone', { reason: 'gone', by: 'step', at: 0 }, 'the run ended by its exit step: gone'],
  ['spam', { reason: 'spam', by: 'operator', at: 0 }, 'the run ended by an operator: spam'],
  ['goal', { reason: 'goal', by: 'goal', at: 0 }, 'the run ended: its goal was reached'],
  [
    'consent-withdrawn',
    { reason: 'consent-withdrawn', by: 'consent', at: 0 },
    'the run ended, as the customer withdrew consent',
  ],
  [
    'merged',
    { reason: 'merged', by: 'merge', at: 0 },
    'the run ended by a merge: an older run of the same customer goes on',
  ],
])('the end %s by %j is the last line, and nothing comes next', (endReason, exit, expected) => {
  const ended = compose({ endedAt: at('20:30:00.000'), endReason, exit });
  expect(ended.timeline.at(-1)).toMatchObject({ kind: 'ended', text: expected });
  expect(ended.next).toEqual([]);
});

it('nothing comes next in a stuck run', () => {
  const stuck = compose({ stuckAt: at('20:26:50.000'), stuckErrorCode: 'template-gone' });
  expect(stuck.timeline.at(-1)).toMatchObject({ kind: 'stuck', text: 'stuck: template-gone' });
  expect(stuck.next).toEqual([]);
});

it('says so where nothing will happen by itself, and shows the label where the moment has passed', () => {
  expect(compose({ dueAt: null }).next).toMatchObject([
    { text: 'project: waiting for Project Created, for as long as it takes', until: null },
  ]);
  const label = 'project: waiting for Project Created until 2026-11-22 20:26 UTC';
  expect(compose({ dueAt: at('20:26:50.000'), label }).next).toMatchObject([{ text: label, until: null }]);
});

it.each<[Partial<MessageFacts>, string]>([
  [{ state: 'requested' }, 'its first attempt comes at once'],
  [{ state: 'failed-temporarily' }, 'it failed temporarily and is tried again by itself'],
  [{ state: 'sending' }, 'an attempt is under way'],
  [{ state: 'deferred', rule: 'quiet-hours' }, 'deferred by rule quiet-hours'],
])('of a message with %j comes next: %s', (more, expected) => {
  const visits = run.visits.slice(0, 2).map((visit) => (visit.visit === 2 ? { ...visit, leftAt: null } : visit));
  expect(compose({ visits, messages: [{ ...hello, ...more }] }).next).toMatchObject([
    { visit: 2, text: `hello: sending hello by email; ${expected}` },
  ]);
});

it('an input that no turn has taken comes next', () => {
  const event: InputFacts = {
    ...{ ...input, seq: 5, kind: 'event', event: 'Project Created' },
    ...{ at: at('20:27:00.000'), taken: false },
  };
  const composed = compose({ inputs: [...run.inputs, event] });
  expect(composed.next).toEqual([{ visit: null, text: 'a turn at once: an input waits for it', until: null }]);
  expect(composed.timeline.at(-1)?.text).toBe('Project Created came (no turn has taken it yet)');
});

it('shows what an interrupt did, how the customer changed, and that the goal was reached', () => {
  const lines = texts({
    inputs: [...run.inputs, { ...input, seq: 5, kind: 'customer-changed', traits: ['plan'], at: at('20:27:00.000') }],
    interrupts: { prices: { times: 2, at: at('20:27:01.000') } },
    goal: { reachedAt: at('20:27:02.000'), event: 'Order Completed', value: 40 },
  });
  expect(lines.slice(-3)).toEqual([
    'the customer changed: plan',
    'interrupt prices (Pricing Viewed), for the 2nd time: skips settle',
    'the goal was reached by Order Completed, worth 40',
  ]);
});

it('says that an interrupt did nothing, as its own condition did not hold', () => {
  const prices = interrupt(on(viewed), { skip: settleStep, when: customer.plan.is('free') });
  const guarded = journey(
    'g',
    { purpose: 'transactional', entry: on(created), exit: {}, on: { prices } },
    flow(settleStep),
  );
  const interrupts = { prices: { times: 0, refusedAt: at('20:27:01.000') } };
  const told = composeRun({ ...run, interrupts }, guarded, 0).timeline.map(({ text }) => text);
  expect(told).toContain(
    'interrupt prices: its event came, and it did nothing, as its condition (the customer\'s plan is "free") did not hold',
  );
});

it('says of a skipped step which interrupt skipped it', () => {
  const skipped = { settle: { by: 'prices', at: at('20:00:00.000') } };
  expect(texts({ skipped })).toContain('left Let them settle after 1 hour: skipped by the interrupt prices');
  const before = { settle: { by: 'prices', at: at('19:00:00.000') } };
  expect(texts({ skipped: before })).toContain('arrived at Let them settle'); // and not what it would have done
});

it('shows what people did with a task, and its present state', () => {
  const task: RunFacts['tasks'][number] = {
    ...{ id: 't1', visit: 3, title: 'Call', state: 'claimed', assignee: 'ann', choice: null, note: null },
    history: [
      { at: at('20:26:49.000'), what: 'created', person: 'ann', group: 'sales' },
      { at: at('20:26:50.000'), what: 'claimed', person: 'ann', group: null },
      { at: at('20:26:51.000'), what: 'escalated', person: null, group: 'bosses' },
    ],
    alerts: [{ what: 'created', alert: 'sales', address: null, state: 'sent', errorCode: null }],
  };
  const composed = compose({ tasks: [task], dueAt: null });
  expect(composed.timeline.slice(-3).map(({ text }) => text)).toEqual([
    'task Call: asked sales, by rotation ann (notified by alert sales)',
    'task Call: claimed by ann',
    'task Call: not answered, so it went to bosses (nobody is notified: no alert, no address)',
  ]);
  expect(composed.next[0]?.text).toContain('task t1 is claimed by ann');
});

it('says what was decided at a step, and why', () => {
  const record: DecisionRecord = {
    ...{ v: 1, policy: 'offer', version: 3, state: null, rank: 'shares', by: 'policy', context: '', luck: 0.4 },
    ...{ candidates: [{ id: 'news', key: 'news@1', title: 'the news', ppm: 620_000 }], chosen: 'news', isTrial: true },
  };
  const { timeline } = compose({ decisions: [{ visit: 2, decidedAt: at('20:26:28.150'), record }] });
  const decided = timeline.findIndex(({ kind }) => kind === 'decided');
  expect(timeline[decided]).toEqual({
    ...{ at: at('20:26:28.150'), kind: 'decided', visit: 2 },
    text: expect.stringMatching(/^decided by offer: Chosen: the news \(chance 62 %\)\. /),
  });
  expect(timeline[decided - 1]).toMatchObject({ kind: 'arrived', visit: 2 });
});
