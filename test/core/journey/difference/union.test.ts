import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { unionOf } from '../../../../core/journey/difference/union.ts';

const definition = (steps: Record<string, object>): JourneyDefinition => ({
  id: 'welcome',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Signed Up' }],
  start: 'first',
  steps: steps as JourneyDefinition['steps'],
});

test('one picture holds both: new, changed and, in its place, what is gone', () => {
  const before = definition({
    first: { type: 'wait', for: 'P1D', paths: { next: 'old' } },
    old: { type: 'send', channels: ['email'], template: 'hello', paths: { next: 'last' } },
    last: { type: 'exit', reason: 'done', paths: {} },
  });
  const after = definition({
    first: { type: 'wait', for: 'P1D', paths: { next: 'fresh' } },
    fresh: { type: 'send', channels: ['email'], template: 'hello', paths: { next: 'last' } },
    last: { type: 'exit', title: 'The end', reason: 'done', paths: {} },
  });
  const union = unionOf(before, after);
  expect([...union.marks]).toEqual([
    ['fresh', 'new'],
    ['last', 'changed'],
    ['old', 'gone'],
  ]);
  expect(union.definition.steps.first?.paths).toEqual({ next: 'fresh', 'next (before)': 'old' });
  expect([...union.gonePaths]).toEqual(['first next (before)', 'old next']);
});
