import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ProblemError } from '../../../core/base/problem.ts';
import { PUBLICATION_VALUES, readPublication } from '../../../services/publishing/publication.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { welcome } from '../../support/journeys.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

const many = <Value>(count: number, value: (index: number) => Value) =>
  Array.from({ length: count }, (_, n) => value(n));
const members = (count: number) => Object.fromEntries(many(count, (n) => [`purpos${n}`, 0]));
const long = 'x'.repeat(2_000_000);

async function problemsOf(work: () => unknown) {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
  return [];
}

it.each<[string, unknown, string]>([
  ['too many values', { journeys: [many(PUBLICATION_VALUES, () => 0)] }, 'too-large'],
  ['too many members', members(2_000), 'publication-unreadable'],
  ['a template of too many members', { templates: [{ id: 'a', ...members(2_000) }] }, 'publication-unreadable'],
  ['too many channels', { templates: [{ id: 'a', content: members(2_000) }] }, 'publication-unreadable'],
  [
    'a channel of too many parts',
    { templates: [{ id: 'a', content: { email: members(2_000) } }] },
    'publication-unreadable',
  ],
])('a publication with %s is refused by one short problem', async (_what, body, code) => {
  const problems = await problemsOf(() => readPublication(body));
  expect(problems).toEqual([expect.objectContaining({ code })]);
  expect(JSON.stringify(problems).length).toBeLessThan(1_000);
});

it.each<[string, object]>([
  ['a journey with a long id', { journeys: [{ id: long }] }],
  ['two journeys with a long id', { journeys: many(2, () => ({ id: long })) }],
  [
    '500 journeys with unknown members',
    { journeys: many(500, (n) => ({ ...welcome(), id: `j${n}`, ...members(20) })) },
  ],
])('%s are answered shortly', async (_what, body) => {
  const problems = await problemsOf(() => publish(db.database, 'default', readPublication(body)));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(1_000);
  expect(JSON.stringify(problems).length).toBeLessThan(500_000);
});

/** Validating 500 journeys takes seconds: done in one go, every call of everybody would wait for it. */
it('others have their turn between two journeys of a publication', async () => {
  const publication = readPublication({ journeys: many(60, (n) => ({ ...welcome(), id: `j${n}`, ...members(100) })) });
  let longest = 0;
  let last = performance.now();
  const began = last;
  let isDone = false;
  const tick = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (!isDone) setImmediate(tick);
  };
  setImmediate(tick);
  await problemsOf(() => publish(db.database, 'default', publication));
  isDone = true;
  tick();
  expect(longest).toBeLessThan((performance.now() - began) / 3);
});

/** In a process of its own, since the files are loaded as `throughline push` loads them. */
const load = `process.stdout.write(JSON.stringify(require('./dist/cli/push.js').publicationOf({ path: 'examples/journeys' })))`;

it('the examples are published as a whole, as the demonstration does', async () => {
  const cwd = path.join(__dirname, '../../..');
  const json = execFileSync(process.execPath, ['-e', load], { cwd, encoding: 'utf8', maxBuffer: 50_000_000 });
  const body = JSON.parse(json) as { journeys: { id: string }[] };
  const { journeys } = await publish(db.database, 'default', readPublication(body));
  expect(journeys.map(({ id }) => id).sort()).toEqual(body.journeys.map(({ id }) => id).sort());
});
