import { formatPlan } from '../../../cli/format/plan.ts';

const waiting = { title: 'Settle', step: 'settle', stuck: 0, to: null } as const;
const journey = {
  ...{ id: 'trial', version: 3, change: 'published' as const, versions: [], waiting: [], entry: null, overlaps: [] },
};

it('says who is inside, what becomes of them, who would come in, and where else they enter', () => {
  const plan = formatPlan({
    journeys: [
      {
        ...journey,
        versions: [
          { version: 2, runs: 1_200 },
          { version: 1, runs: 4 },
        ],
        waiting: [
          { ...waiting, version: 2, runs: 1_200, stuck: 3, becomes: 'goes-on', to: 'settle' },
          { ...waiting, version: 1, runs: 4, becomes: 'refused', title: 'An old offer', step: 'offer' },
        ],
        entry: { days: 7, looked: 50_000, since: '2026-11-25T08:00:00.000Z', isCapped: true, events: 12, customers: 1 },
        overlaps: [{ journey: 'welcome', title: 'Welcome', events: ['Trial Started'] }],
      },
    ],
    problems: [{ code: 'step-without-target', where: 'trial: runs.map.offer', problem: 'Gone.', remedy: 'Say where.' }],
  });
  expect(plan).toEqual([
    'journey trial v3: would be published',
    '  1,204 runs under way: 1,200 of v2, 4 of v1',
    '    v2  Settle        1,200  ▸ goes on there (3 stuck)',
    '    v1  An old offer      4  ▸ has no place to go: name it in the map',
    '  its entry would have let in 1 customer by 12 events since 2026-11-25 08:00 UTC (50,000 events looked at, no more are)',
    '  customers also enter welcome by Trial Started',
    'error: trial: runs.map.offer: Gone.\n    Say where.',
    'It would be refused: 1 problem. Nothing was changed.',
  ]);
});

it('says that nobody is inside, and that nothing changes', () => {
  expect(formatPlan({ journeys: [{ ...journey, change: 'unchanged' }], problems: [] })).toEqual([
    'journey trial v3: unchanged',
    '  nobody is under way',
    'Nothing was changed.',
  ]);
});
