import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { neighbourOf } from '../../../../core/journey/draw/neighbours.ts';
import { outline } from '../../../../core/journey/draw/outline.ts';
import { structureOf } from '../../../../core/journey/draw/structure.ts';

const welcome = {
  id: 'welcome',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Signed Up' }],
  on: [{ id: 'looked', on: 'event', event: 'Pricing Viewed', do: 'alert' }],
  start: 'settle',
  steps: {
    settle: { type: 'wait', paths: { next: 'project' } },
    project: {
      type: 'wait-for',
      events: [
        { event: 'Project Created', path: 'created' },
        { event: 'Project Refused', path: 'other' },
      ],
      timeout: 'P1D',
      // As PostgreSQL gives it back: keys by their length.
      paths: { other: null, timeout: 'nudge', created: 'bravo' },
    },
    bravo: { type: 'send', paths: { next: 'review' } },
    nudge: { type: 'send', paths: { next: 'review' } },
    review: { type: 'send', paths: { next: null } },
    alert: { type: 'send', paths: { next: null } },
  },
} as unknown as JourneyDefinition;

test('the outline lists a plain sequence flat, and the paths of a step beneath it', () => {
  const shown = outline(welcome).map((row) => {
    const indent = '  '.repeat(row.level);
    if (row.kind === 'head') return `${row.of} ${row.part.root}`;
    const end = row.goesOn ? ` ▸ ${row.goesOn.to ?? 'end'}` : '';
    return row.kind === 'step' ? `${indent}${row.number} ${row.step}${end}` : `${indent}${row.path}${end}`;
  });
  expect(shown).toEqual([
    'entry settle',
    '  1 settle',
    '  2 project',
    '    created',
    '      3 bravo ▸ review',
    '    other ▸ end',
    '    timeout',
    '      4 nudge ▸ review',
    '  5 review ▸ end',
    'interrupt alert',
    '  6 alert ▸ end',
  ]);
});

test.each([
  ['settle', 'down', 'project'],
  ['project', 'down', 'bravo'],
  ['project', 'up', 'settle'],
  ['review', 'up', 'bravo'],
  ['bravo', 'right', 'nudge'],
  ['nudge', 'left', 'bravo'],
  ['nudge', 'right', 'alert'],
  ['alert', 'left', 'settle'],
  ['settle', 'up', undefined],
  ['review', 'down', undefined],
] as const)('from %s %s leads to %s', (from, direction, to) => {
  expect(neighbourOf(structureOf(welcome), from, direction)).toBe(to);
});
