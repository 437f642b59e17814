import { jsonOrUndefined } from '../../../core/base/json-or-undefined.ts';

it.each([
  ['{"a": [1]}', { a: [1] }],
  ['null', null],
  ['7', 7],
  ['', undefined],
  ['{"a": ', undefined],
  ['<html>', undefined],
])('%j is %j', (text, value) => {
  expect(jsonOrUndefined(text)).toEqual(value);
});
