import type { Regimes } from '../../core/customer/consent.ts';
import { withStatement } from '../../core/customer/consent.ts';
import {
  defineEvent,
  defineTopic,
  email,
  exit,
  flow,
  journey,
  on,
  send,
  t,
  task,
  template,
  wait,
  waitFor,
} from '../../core/index.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { untouchedRun } from '../../core/journey/engine/run-state.ts';
import { configurationSchema, defaultConfiguration } from '../../core/workspace/configuration.ts';
import { playAhead } from '../../simulation/ahead.ts';
import type { Run } from '../../simulation/run.ts';

const start = Date.parse('2026-03-02T09:00:00Z');
const day = 86_400_000;
const regimes: Regimes = { marketing: 'opt-out', tracking: 'opt-out', profiling: 'opt-out', topics: {} };
const limits = defaultConfiguration;
const CartLeft = defineEvent('Cart Left', { value: t.number });
const Ordered = defineEvent('Ordered', {});

const cart = journey(
  'cart',
  { purpose: 'marketing', topic: defineTopic('offers'), entry: on(CartLeft), exit: { ordered: on(Ordered) } },
  flow(
    wait('settle', '1 day'),
    send('remind', template('remind'), { via: [email] }),
    waitFor(
      'reaction',
      { back: on(CartLeft), timeout: '2 days' },
      { back: flow(exit('again', 'came-back')), timeout: flow(send('coupon', template('coupon'), { via: [email] })) },
    ),
  ),
);

/** A run that has not had its first turn. */
function runOf({
  consents = {},
  suppressed,
}: {
  consents?: Run['customer']['consents'];
  suppressed?: string;
} = {}): Run {
  const entry = {
    id: 'e',
    name: 'Cart Left',
    properties: { value: 80 },
    timestamp: start,
    acceptedAt: start,
    depth: 0,
  };
  return {
    id: 'run',
    definition: cart,
    customer: {
      id: 'ann',
      arms: new Map(),
      identities: { user_id: 'ann' },
      ...{
        traits: { email: 'ann@example.com' },
        traitTimes: {},
        consents,
        createdAt: start,
        events: [],
        runs: [],
        memberships: new Map(),
      },
      suppressionOf: () => suppressed,
    },
    key: null,
    entry,
    inputs: [{ seq: 1, kind: 'entry', event: entry }],
    ...{ consumed: 0, state: untouchedRun, wakeAt: undefined, ended: undefined, goalUntil: undefined, goal: undefined },
    ...{ visits: new Map(), tasks: new Map(), messages: new Map() },
  };
}

const look = (run = runOf(), definition: JourneyDefinition = cart, now = start) =>
  playAhead({ regimes, limits }, { ...run, definition }, now);
const stepsOf = ({ visits }: ReturnType<typeof look>) => visits.map(({ step, arrivedAt }) => [step, arrivedAt - start]);

it('knows quiet hours and caps: one message waits for their end, the next is one too many', () => {
  const sections = configurationSchema.parse({
    quietHours: { default: { from: '08:00', until: '10:00' }, spread: 'none' },
    caps: { weekly: { most: 1, within: 'P7D' } },
  });
  const ahead = playAhead({ regimes, limits: sections }, runOf(), start);
  const sent = ahead.visits.flatMap(({ step, leftAt, message }) => (message ? [{ step, leftAt, ...message }] : []));
  expect(sent).toMatchObject([
    { step: 'remind', leftAt: start + day + 3_600_000, result: 'accepted' },
    { step: 'coupon', result: 'blocked', rule: 'caps' },
  ]);
  expect(sent[1]?.text).toContain('"weekly" (1 in 7 days) is used up by cart ▸ remind');
});

it('tells the moments at which a run comes to its steps, and when it ends', () => {
  const ahead = look();
  expect(stepsOf(ahead)).toEqual([
    ['settle', 0],
    ['remind', day],
    ['reaction', day],
    ['coupon', 3 * day],
  ]);
  expect(ahead.visits.map(({ message }) => message && [message.template, message.result])).toEqual([
    undefined,
    ['remind', 'accepted'],
    undefined,
    ['coupon', 'accepted'],
  ]);
  expect(ahead.end).toEqual({ at: start + 3 * day, reason: 'completed' });
  expect(ahead.goesOnAt).toBeUndefined();
});

it('goes on from the state in which the run is stored', () => {
  const reaction = { step: 'reaction', visit: 3, arrivedAt: start + day, lookBackFrom: 1, consumed: [], forks: [] };
  const stored = { consumed: 1, state: { ...untouchedRun, lastVisit: 3, tokens: [reaction] } };
  const ahead = look({ ...runOf(), ...stored }, cart, start + 2 * day);
  expect(ahead.visits.map(({ visit, step, leftAt, path }) => [visit, step, leftAt, path])).toEqual([
    [3, 'reaction', start + 3 * day, 'timeout'],
    [4, 'coupon', start + 3 * day, 'next'],
  ]);
});

it('says which rule will block a message, by what is known now', () => {
  const said = { state: 'withdrawn', at: start, acceptedAt: start } as const;
  const consents = withStatement({}, { subject: { kind: 'topic', name: 'offers' }, ...said });
  const [, remind] = look(runOf({ consents })).visits;
  expect(remind?.message).toEqual({
    ...{ channel: 'email', template: 'remind', result: 'blocked', rule: 'consent' },
    text: expect.stringContaining('has not consented'),
  });
  expect(look(runOf({ suppressed: 'complaint' })).visits[1]?.message?.rule).toBe('suppressed');
});

it('lets a pause that ends in time block only what comes before its end', () => {
  const said = { state: 'withdrawn', at: start, acceptedAt: start, expiresAt: start + 2 * day } as const;
  const consents = withStatement({}, { subject: { kind: 'purpose', name: 'marketing' }, ...said });
  const results = look(runOf({ consents })).visits.map(({ message }) => message?.result);
  expect(results).toEqual([undefined, 'blocked', undefined, 'accepted']);
});

it('stops where a run waits for a person without an end', () => {
  const asks = journey(
    'asks',
    { purpose: 'transactional', entry: on(CartLeft) },
    flow(task('call', { group: 'sales', title: 'Call', choices: ['reached'] })),
  );
  const ahead = look(runOf(), asks);
  expect(ahead.visits.map(({ step, leftAt }) => [step, leftAt])).toEqual([['call', undefined]]);
  expect({ end: ahead.end, goesOnAt: ahead.goesOnAt }).toEqual({ end: undefined, goesOnAt: undefined });
});

it('stops after fifty visits of a loop without end, and says when it goes on', () => {
  const loop: JourneyDefinition = {
    ...cart,
    id: 'loop',
    start: 'settle',
    steps: { settle: { type: 'wait', for: 'P1D', paths: { next: 'settle' } } },
  } as unknown as JourneyDefinition;
  const ahead = look(runOf(), loop);
  expect(ahead.visits.length).toBe(50);
  expect(ahead.goesOnAt).toBe(start + 50 * day);
});
