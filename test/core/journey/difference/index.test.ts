import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { differenceOf } from '../../../../core/journey/difference/index.ts';

const before: JourneyDefinition = {
  id: 'welcome',
  title: 'Welcome',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Signed Up' }],
  exit: [{ reason: 'closed', on: 'event', event: 'Account Closed' }],
  goal: { event: 'Ordered', within: 'P7D' },
  start: 'settle',
  steps: {
    settle: { type: 'wait', for: 'PT1H', paths: { next: 'hello' } },
    hello: { type: 'send', channels: ['email'], template: 'hello', paths: { next: 'project' } },
    project: {
      type: 'wait-for',
      events: [{ event: 'Project Created', path: 'created' }],
      timeout: 'P1D',
      paths: { created: null, timeout: 'nudge' },
    },
    nudge: { type: 'send', channels: ['email'], template: 'nudge', paths: { next: null } },
  },
} as JourneyDefinition;

function changed(change: (steps: Record<string, object>, definition: Record<string, unknown>) => void): string[] {
  const after = structuredClone(before);
  change(after.steps as Record<string, object>, after as unknown as Record<string, unknown>);
  return differenceOf(before, after).map(({ text }) => text);
}

test('equal definitions differ in nothing', () => {
  expect(changed(() => {})).toEqual([]);
});

test.each<[string, (steps: Record<string, object>, definition: Record<string, unknown>) => void, string[]]>([
  [
    'one setting is said by what the step shows of it',
    (steps) => Object.assign(steps.settle as object, { for: 'PT2H' }),
    ['Wait settle: 1 hour ▸ 2 hours'],
  ],
  [
    'several settings are said one by one',
    (steps) => Object.assign(steps.hello as object, { template: 'hi', topic: 'news' }),
    ['Send hello: template hello ▸ hi', 'Send hello: topic none ▸ news'],
  ],
  [
    'a step that was put in explains the path that now leads to it',
    (steps) => {
      Object.assign(steps.settle as object, { paths: { next: 'again' } });
      steps.again = { type: 'wait', for: 'P1D', paths: { next: 'hello' } };
    },
    ['Wait again: added, 1 day'],
  ],
  [
    'a step that was taken out explains the path that passes it',
    (steps) => {
      Object.assign(steps.settle as object, { paths: { next: 'project' } });
      delete steps.hello;
    },
    ['Send hello: removed'],
  ],
  [
    'a path that leads elsewhere is said',
    (steps) => Object.assign(steps.project as object, { paths: { created: 'nudge', timeout: 'nudge' } }),
    ['Wait for project, path created: ends ▸ goes to nudge'],
  ],
  [
    'a step between others is moved',
    (steps) => {
      Object.assign(steps.settle as object, { paths: { next: 'project' } });
      Object.assign(steps.project as object, { paths: { created: 'hello', timeout: 'nudge' } });
      Object.assign(steps.hello as object, { paths: { next: null } });
    },
    ['Send hello: moved from after settle to after project'],
  ],
  [
    'entry, exit and goal are said',
    (_steps, definition) => {
      definition.entry = [{ on: 'event', event: 'Came Back' }];
      definition.exit = [{ reason: 'closed', on: 'event', event: 'Account Deleted' }];
      definition.goal = { event: 'Ordered', within: 'P14D' };
      definition.title = 'Hello';
    },
    [
      'Journey: title Welcome ▸ Hello',
      'Entry: Signed Up removed',
      'Entry: Came Back added',
      'Exit closed: Account Closed ▸ Account Deleted',
      'Goal: within 7 days ▸ 14 days',
    ],
  ],
])('%s', (_title, change, expected) => {
  expect(changed(change)).toEqual(expected);
});
