import { filterOf, type People, peopleInAddress, peopleOf } from '../../../../console/src/journey/live/people.ts';

test.each<[string, People, object]>([
  ['entered', { kind: 'entered' }, {}],
  ['stuck', { kind: 'stuck' }, { status: 'stuck' }],
  ['stuck:hello', { kind: 'stuck', step: 'hello' }, { step: 'hello', status: 'stuck' }],
  ['ended::closed', { kind: 'ended', name: 'closed' }, { status: 'ended', endReason: 'closed' }],
  ['waiting:hello', { kind: 'waiting', step: 'hello' }, { step: 'hello' }],
  ['arrived:hello', { kind: 'arrived', step: 'hello' }, { step: 'hello', came: true }],
  ['left:project:timeout', { kind: 'left', step: 'project', name: 'timeout' }, { step: 'project', path: 'timeout' }],
  ['blocked:hello:cap', { kind: 'blocked', step: 'hello', name: 'cap' }, { step: 'hello', blockedBy: 'cap' }],
])('"%s" in the address is a number and the list behind it', (text, people, filter) => {
  expect(peopleOf(text)).toEqual(people);
  expect(peopleInAddress(people)).toBe(text);
  expect(filterOf(people)).toEqual(filter);
});

test.each([undefined, '', 'waiting', 'left::timeout', 'everybody'])('%j is no number', (text) => {
  expect(peopleOf(text)).toBeUndefined();
});
