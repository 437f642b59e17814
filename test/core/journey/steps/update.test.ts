import type { Properties } from '../../../../core/condition/schema.ts';
import { effectsOf, type UpdateStep } from '../../../../core/journey/steps/update.ts';

const step = (settings: object) => ({ type: 'update', paths: { next: null }, ...settings }) as UpdateStep;
const effects = (settings: object, traits: Properties = {}) =>
  effectsOf(step(settings), { customer: { traits }, entry: { name: 'Start', properties: { n: 2, word: 'x' } } });

it.each<[string, object, Properties, Properties]>([
  ['sets literals and references', { set: { a: 1, b: { ref: 'entry.properties.word' } } }, {}, { a: 1, b: 'x' }],
  ['leaves a trait whose reference is missing', { set: { a: { ref: 'entry.properties.none' } } }, { a: 1 }, {}],
  ['unsets', { unset: ['a'] }, { a: 1 }, { a: null }],
  ['increments', { increment: { a: 1, b: { ref: 'entry.properties.n' } } }, { a: 2, b: -1 }, { a: 3, b: 1 }],
  ['increments what is no number from 0', { increment: { a: 5 } }, { a: 'many' }, { a: 5 }],
  ['does not increment by a word', { increment: { a: { ref: 'entry.properties.word' } } }, { a: 2 }, {}],
  ['does not increment beyond all numbers', { increment: { a: 1e308 } }, { a: 1.7e308 }, {}],
  ['appends to a list', { append: { a: 'y' } }, { a: ['x'] }, { a: ['x', 'y'] }],
  ['appends once', { append: { a: 'x' } }, { a: ['x'] }, {}],
  ['makes a list of one value', { append: { a: 'y' } }, { a: 'x' }, { a: ['x', 'y'] }],
  ['begins a list', { append: { a: 'y' } }, {}, { a: ['y'] }],
  ['removes from a list', { remove: { a: 'x' } }, { a: ['x', 'y', 'x'] }, { a: ['y'] }],
  ['removes nothing that is not there', { remove: { a: 'z' } }, { a: ['x'] }, {}],
])('%s', (_what, settings, traits, changed) => {
  expect(effects(settings, traits).traits).toEqual(changed);
});

it('emits an event whose references see the traits as they then are, and leaves out what is missing', () => {
  const emit = {
    event: 'Called',
    properties: { calls: { ref: 'customer.traits.calls' }, trial: { ref: 'customer.traits.trial' }, way: 'phone' },
  };
  expect(effects({ increment: { calls: 1 }, unset: ['trial'], emit }, { calls: 1, trial: true }).event).toEqual({
    name: 'Called',
    properties: { calls: 2, way: 'phone' },
  });
  expect(effects({ set: { a: 1 } }).event).toBeUndefined();
});
