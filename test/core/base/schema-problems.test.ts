import { z } from 'zod';
import { schemaProblems } from '../../../core/base/schema-problems.ts';

const schema = z.strictObject({
  again: z.union([z.literal('never'), z.literal('always'), z.strictObject({ after: z.string().min(2) })]).optional(),
  size: z.union([z.number(), z.string()]).optional(),
  group: z.union([z.strictObject({ field: z.string() }), z.strictObject({ rules: z.array(z.string()) })]).optional(),
  on: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('event'), name: z.string() }),
    z.strictObject({ kind: z.literal('segment') }),
  ]),
});

function problemsOf(parts: object) {
  const json = { on: { kind: 'segment' }, ...parts };
  const parsed = schema.safeParse(json);
  return parsed.success ? [] : schemaProblems(schema, parsed.error, json);
}

describe('a union', () => {
  it.each([
    ['a value of no alternative', { again: 'sometimes' }, 'again', 'Known are: never, always or {after}.'],
    ['a value of another kind', { again: 7 }, 'again', 'Known are: never, always or {after}.'],
    ['null', { again: null }, 'again', 'Known are: never, always or {after}.'],
    ['a list', { again: ['never'] }, 'again', 'Known are: never, always or {after}.'],
    ['a mistyped value', { again: 'alway' }, 'again', 'Did you mean "always"?'],
    ['a mistyped member', { again: { aftr: 'P1D' } }, 'again.aftr', 'Did you mean "after"?'],
    ['a bad value of a member', { again: { after: 'x' } }, 'again.after', 'At least 2 characters.'],
    ['a value where only kinds are known', { size: true }, 'size', 'Give a number or a text.'],
    ['a text where objects are known', { group: 'x' }, 'group', 'Give {field} or {rules}.'],
    ['an object that is almost one of them', { group: { rules: [1] } }, 'group.rules[0]', 'Give a text.'],
    ['an unknown kind', { on: { kind: 'schedule' } }, 'on.kind', 'Known are: event or segment.'],
    ['a mistyped kind', { on: { kind: 'evnt' } }, 'on.kind', 'Did you mean "event"?'],
    ['a missing kind', { on: {} }, 'on.kind', 'Known are: event or segment.'],
    ['what a known kind lacks', { on: { kind: 'event' } }, 'on.name', 'Give a text.'],
  ])('names the alternatives for %s', (_title, parts, where, remedy) => {
    expect(problemsOf(parts)).toContainEqual(expect.objectContaining({ where, remedy }));
  });

  it('has no problem with a value of any alternative', () => {
    expect(problemsOf({ again: { after: 'P1D' }, size: 1, group: { rules: [] } })).toEqual([]);
  });
});
