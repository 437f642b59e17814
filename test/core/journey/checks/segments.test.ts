import { exampleWith } from '../../../../core/journey/checks/example.ts';
import { segments } from '../../../../core/journey/checks/segments.ts';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';

const of = (segment: unknown, operator = '=') => ({
  combinator: 'and',
  rules: [{ field: 'event.properties.segment', operator, value: segment }],
});
const known = { channels: new Set<string>(), templates: new Map(), segments: new Set(['vip']) };
const found = (parts: object) =>
  [...segments.problems(exampleWith(parts) as JourneyDefinition, known)].map(({ code, where, remedy }) => ({
    code,
    where,
    remedy,
  }));

it.each([
  ['an entry', { entry: [{ on: 'event', event: 'Segment Joined', where: of('vips') }] }, 'entry[0].where'],
  ['an exit', { exit: [{ reason: 'gone', on: 'event', event: 'Segment Left', where: of('vips') }] }, 'exit[0].where'],
  [
    'a list',
    { exit: [{ reason: 'gone', on: 'event', event: 'Segment Left', where: of(['vip', 'vips'], 'in') }] },
    'exit[0].where',
  ],
])('refuses that %s listens for a segment that there is not', (_what, parts, where) => {
  expect(found(parts)).toEqual([{ code: 'unknown-segment', where, remedy: expect.stringContaining('vip') }]);
});

it('has nothing against one that there is, nor against a filter on another event', () => {
  expect(found({ entry: [{ on: 'event', event: 'Segment Joined', where: of('vip') }] })).toEqual([]);
  expect(found({ entry: [{ on: 'event', event: 'Market Entered', where: of('vips') }] })).toEqual([]);
});
