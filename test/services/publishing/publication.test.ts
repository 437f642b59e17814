import { readPublication } from '../../../services/publishing/publication.ts';

it.each([
  [
    'a template',
    '{"templates":[{"id":"a","content":{"email":{"__proto__":"x"}}}]}',
    'body.templates.0.content.email.__proto__',
  ],
  [
    'a step of a journey',
    '{"journeys":[{"id":"a","steps":{"__proto__":{"type":"exit"}}}]}',
    'body.journeys.0.steps.__proto__',
  ],
  ['the publication', '{"__proto__":{"journeys":[]}}', 'body.__proto__'],
])('the name __proto__ in %s is refused with its place, not lost', (_, text, where) => {
  const problems = problemsOf(() => readPublication(JSON.parse(text)));
  expect(problems).toEqual([expect.objectContaining({ code: 'bad-name', where })]);
});

it('the names constructor and toString are names like others', () => {
  const steps = { constructor: { type: 'exit' }, toString: { type: 'exit' } };
  expect(readPublication({ journeys: [{ id: 'a', steps }] })).toMatchObject({ journeys: [{ id: 'a' }] });
});

function problemsOf(read: () => unknown): unknown {
  try {
    read();
  } catch (thrown) {
    return (thrown as { problems?: unknown }).problems;
  }
  return undefined;
}
