import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { readPublication } from '../../../services/publishing/publication.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

const root = path.join(__dirname, '../../..');
/** In a process of its own, since the files are loaded as `throughline push` loads them. */
const load = `process.stdout.write(JSON.stringify(require('./dist/cli/push.js').publicationOf({ path: 'examples/journeys' })))`;

it('the examples are published as a whole, as the demonstration does', async () => {
  const json = execFileSync(process.execPath, ['-e', load], { cwd: root, encoding: 'utf8', maxBuffer: 50_000_000 });
  const body = JSON.parse(json) as { journeys: { id: string }[] };
  const { journeys } = await publish(db.database, 'default', readPublication(body));
  expect(journeys.map(({ id }) => id).sort()).toEqual(body.journeys.map(({ id }) => id).sort());
});
