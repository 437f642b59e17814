import { z } from 'zod';
import { safeParse } from '../../../core/base/safe-parse.ts';

const odd = JSON.parse('{"length":{"toString":1}}');

it.each([
  ['a text', z.string().min(1)],
  ['a list', z.array(z.unknown()).max(3)],
  ['a list in an object', z.object({ length: z.array(z.unknown()).max(3) })],
])('finds what is no %s unreadable, where the schema alone throws or says so', (_what, schema) => {
  expect(safeParse(schema, odd)).toMatchObject({ success: false, error: { issues: [expect.anything()] } });
});

it('finds what is too deep for the stack unreadable', () => {
  const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  expect(safeParse(z.json(), deep)).toMatchObject({
    success: false,
    error: { issues: [{ message: 'can not be read' }] },
  });
});

it('gives what the schema makes of the rest', () => {
  expect(safeParse(z.string().trim(), ' a ')).toEqual({ success: true, data: 'a' });
  expect(safeParse(z.string(), 1)).toMatchObject({ success: false, error: { issues: [{ code: 'invalid_type' }] } });
});
