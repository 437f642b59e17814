import { policySchema } from '../../../core/decision/policy.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { validateDefinition } from '../../../core/journey/validate.ts';
import { configurationSchema } from '../../../core/workspace/configuration.ts';
import { regimesOf } from '../../../core/workspace/regimes.ts';
import { simulationPage } from '../../../simulation/population/page/index.ts';
import { readBehaviour } from '../../../simulation/population/read-behaviour.ts';
import { reportOf, type SimulationReport } from '../../../simulation/population/report.ts';
import { simulate } from '../../../simulation/population/simulate.ts';

const readJourney = (json: unknown): JourneyDefinition => {
  const { definition, problems } = validateDefinition(json);
  if (!definition) throw new Error(JSON.stringify(problems));
  return definition;
};

const welcome = readJourney({
  id: 'welcome',
  purpose: 'marketing',
  holdoutPerMille: 300,
  entry: [{ on: 'event', event: 'Signed Up' }],
  reentry: 'never',
  goal: { event: 'Order Completed', within: 'P14D' },
  start: 'hello',
  steps: {
    hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: 'wait' } },
    wait: { type: 'wait', for: 'P3D', paths: { next: 'again' } },
    again: { type: 'send', channels: ['email', 'sms'], template: 'again', paths: { next: null } },
  },
});

const { holdoutPerMille: _none, ...unheld } = welcome;

/** Each customer signs up once, and orders only after a click. */
const behaviour = {
  interest: 0,
  fatigue: { perMessage: 0 },
  channels: {
    email: { opens: 1, clicks: 0.5, unsubscribes: 0, complains: 0, bounces: 0, reachable: 0.8 },
    sms: { reachable: 0 },
  },
  events: {
    'Signed Up': { perWeek: 20, most: 1 },
    'Order Completed': { perWeek: 0, afterOpen: 0, afterClick: 0.5 },
  },
};

interface Given {
  readonly journeys?: readonly JourneyDefinition[];
  readonly customers?: number;
  readonly seed?: string;
  readonly behaves?: object;
  readonly workspace?: object;
  readonly policies?: readonly object[];
  readonly days?: number;
}

function play({
  journeys = [welcome],
  customers = 200,
  seed = 'a',
  behaves = behaviour,
  workspace = {},
  policies = [],
  days = 30,
}: Given = {}): SimulationReport {
  const configuration = configurationSchema.parse(workspace);
  const playing = simulate({
    journeys,
    segments: [],
    policies: policies.map((each) => policySchema.parse(each)),
    regimes: regimesOf(configuration),
    limits: configuration,
    globalControlPerMille: 0,
    behaviour: readBehaviour(behaves, journeys, days),
    ...{ customers, days, seed },
  });
  for (;;) {
    const next = playing.next();
    if (next.done) return reportOf(next.value);
  }
}

const stepOf = ({ journeys }: SimulationReport, id: string) => journeys[0]?.steps.find(({ step }) => step === id);

it('gives the same numbers for the same seed, and others for another', () => {
  const report = play();
  expect(play()).toEqual(report);
  expect(play({ seed: 'b' })).not.toEqual(report);
});

it('counts every customer once at each step, and each message as sent or blocked', () => {
  const report = play();
  const [journey] = report.journeys;
  const { heldOut } = journey?.goal ?? {};
  expect((journey?.entered ?? 0) + (heldOut?.runs ?? 0)).toBeGreaterThanOrEqual(199); // one may sign up too late
  const hello = stepOf(report, 'hello');
  expect(hello?.arrived).toBe(journey?.entered);
  expect((hello?.messages?.sent ?? 0) + (hello?.messages?.blocked['no-address'] ?? 0)).toBe(hello?.arrived);
  const sent = report.journeys[0]?.steps.reduce((sum, { messages }) => sum + (messages?.sent ?? 0), 0);
  expect(report.messages.total).toBe(sent);
  expect(Math.abs((hello?.messages?.sent ?? 0) / (hello?.arrived ?? 1) - 0.8)).toBeLessThan(0.15);
});

it('shows what a journey brings: customers of the holdout get nothing, and do not order', () => {
  const goal = play({ customers: 300 }).journeys[0]?.goal;
  expect(goal?.heldOut).toMatchObject({ reached: 0 });
  expect(goal?.heldOut?.differenceInterval[0]).toBeGreaterThan(0.1);
  expect(goal?.share).toBeGreaterThan(goal?.interval[0] ?? 1);
});

it('keeps the caps of the workspace over all journeys, and says how often', () => {
  const second = readJourney({ ...unheld, id: 'second' });
  const report = play({
    journeys: [readJourney(unheld), second],
    workspace: { caps: { weekly: { most: 1, within: 'P7D' } } },
  });
  expect(report.messages.greatest).toBeLessThanOrEqual(2); // the seven days of a cap are no week of the calendar
  expect(report.messages.blocked.caps).toBeGreaterThan(100);
});

it('lets customers into the journey that another one starts', () => {
  const first = readJourney({
    id: 'first',
    purpose: 'transactional',
    entry: [{ on: 'event', event: 'Signed Up' }],
    reentry: 'never',
    start: 'on',
    steps: { on: { type: 'start-journey', journey: 'other', paths: { next: null, refused: null } } },
  });
  const other = readJourney({
    id: 'other',
    purpose: 'transactional',
    entry: [{ on: 'hand-off' }],
    reentry: 'never',
    start: 'hello',
    steps: { hello: { type: 'send', channels: ['in-app'], template: 'hello', paths: { next: null } } },
  });
  const report = play({
    journeys: [first, other],
    customers: 50,
    behaves: { events: { 'Signed Up': { perWeek: 20, most: 1 } } },
  });
  expect(report.journeys.map(({ entered }) => entered)).toEqual([50, 50]);
});

it('lets policies learn: the better candidate is chosen more and more', () => {
  const policy = {
    id: 'offer',
    baselinePerMille: 200,
    candidates: [
      { id: 'good', gives: { template: 'good', channels: ['email'] } },
      { id: 'poor', gives: { template: 'poor', channels: ['email'] } },
    ],
    rank: { by: 'thompson' },
    reward: { events: [{ event: 'Order Completed' }], within: 'P3D' },
  };
  const journey = readJourney({
    id: 'learning',
    purpose: 'transactional',
    entry: [{ on: 'event', event: 'Came Back' }],
    reentry: 'always',
    start: 'choose',
    steps: {
      choose: { type: 'decide', policy: 'offer', paths: { next: 'tell' } },
      tell: {
        type: 'send',
        channels: { ref: 'decided.choose.channels' },
        template: { ref: 'decided.choose.template' },
        paths: { next: null },
      },
    },
  });
  const behaves = {
    ...behaviour,
    templates: { good: { leads: 1.8 }, poor: { leads: 0.2 } },
    events: { 'Came Back': { perWeek: 2 }, 'Order Completed': { perWeek: 0, afterClick: 0.5, hours: 2 } },
  };
  const [learned] = play({ journeys: [journey], policies: [policy], behaves, customers: 120, days: 22 }).policies;
  const good = learned?.candidates.find(({ id }) => id === 'good');
  expect(good?.weeks[0]).toBeLessThan(0.95);
  expect(good?.weeks.at(-1)).toBeGreaterThan(0.9);
  expect(learned?.baseline?.interval[0]).toBeGreaterThan(0);
});

it('draws the report as a page without scripts and foreign addresses, whatever titles hold', () => {
  const nasty = readJourney({ ...welcome, title: '<script>alert(1)</script>' });
  const page = simulationPage(play({ journeys: [nasty], customers: 60 }), [nasty]);
  expect(page).toContain('Goals with intervals');
  expect(page).toContain('&#60;script');
  expect(page).not.toMatch(/<script|<link|src=|href=/);
});

it('refuses a behaviour that it can not read, and says where', () => {
  expect(() => readBehaviour({ hours: [1] }, [welcome], 30)).toThrow('behaviour.hours');
  expect(() => readBehaviour({ zones: { Nowhere: 1 } }, [welcome], 30)).toThrow('Nowhere');
  expect(() => readBehaviour({ evnts: {} }, [welcome], 30)).toThrow('evnts');
});

it('guesses what customers do from the journeys: entries, goals, and values on either side of a condition', () => {
  const choosy = readJourney({
    ...welcome,
    entry: [
      {
        on: 'event',
        event: 'Signed Up',
        where: { combinator: 'and', rules: [{ field: 'event.properties.score', operator: '>', value: 50 }] },
      },
    ],
  });
  const { events } = readBehaviour(undefined, [choosy], 70);
  expect(events['Signed Up']).toMatchObject({ perWeek: 0.1, properties: { score: { from: 0, to: 100 } } });
  expect(events['Order Completed']?.afterClick).toBe(0.25);
});
