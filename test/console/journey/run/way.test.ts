import { aheadOf, type RunVisit, type VisitAhead, wayOf } from '../../../../console/src/journey/run/way.ts';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';

const definition = {
  id: 'both',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Began' }],
  start: 'fork',
  steps: {
    fork: { type: 'parallel', paths: { one: 'a', two: 'b' } },
    a: { type: 'wait', for: 'PT1H', paths: { next: 'c' } },
    b: { type: 'wait', for: 'PT2H', paths: { next: null } },
    c: { type: 'wait', for: 'P1D', paths: { next: null } },
  },
} as unknown as JourneyDefinition;

const visit = (number: number, step: string, arrived: number, left: number | null, path: string | null): RunVisit => ({
  visit: number,
  step,
  title: step,
  doing: 'waiting',
  arrivedAt: new Date(arrived).toISOString(),
  leftAt: left === null ? null : new Date(left).toISOString(),
  path,
  way: null,
});

const visits = [
  visit(1, 'fork', 0, 0, 'all'),
  visit(2, 'a', 0, 3_600_000, 'next'),
  visit(3, 'b', 0, null, null),
  visit(4, 'c', 3_600_000, null, null),
];

test('the latest moment shows every step where the run is', () => {
  const way = wayOf(definition, visits, 4);
  expect([...way.present]).toEqual(['b', 'c']);
  expect([...way.paths]).toEqual(['fork one', 'fork two', 'a next']);
});

test('an earlier moment shows where the run was then, and the way up to it', () => {
  const way = wayOf(definition, visits, 3);
  expect([...way.present]).toEqual(['a', 'b']);
  expect([...way.paths]).toEqual(['fork one', 'fork two']);
  expect([...wayOf(definition, visits, 1).visits.keys()]).toEqual(['fork']);
});

test('a run that has left everything is shown at its last step', () => {
  const ended = visits.slice(0, 1).map((each) => ({ ...each, path: null }));
  expect([...wayOf(definition, ended, 1).present]).toEqual(['fork']);
});

test('what is ahead is shown at the latest visit only, the next visit of each step', () => {
  const coming = (number: number, step: string, path: string | null): VisitAhead => ({
    ...visit(number, step, number, null, path),
    message: null,
  });
  const future = [coming(3, 'b', 'next'), coming(4, 'c', 'next'), coming(5, 'd', 'next'), coming(6, 'd', null)];
  const ahead = aheadOf({ visits }, 4, future);
  expect([...ahead.visits.values()].map((each) => each.visit)).toEqual([5]);
  expect([...ahead.paths]).toEqual(['b next', 'c next', 'd next']);
  expect(aheadOf({ visits }, 3, future).visits.size).toBe(0);
});
