import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { welcome } from '../support/journeys.ts';

/** Through the built program, since what is tested is how a user's own folder finds our package. */
const program = path.join(__dirname, '../../dist/cli/load-journeys.js');
const run = promisify(execFile);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'journeys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

async function load(
  target = folder,
): Promise<{ journeys: { definition: { id: string } }[]; templates: object[]; error?: string }> {
  const script = `try { console.log(JSON.stringify(require(process.argv[1]).loadJourneys(process.argv[2]))) } catch (error) { console.log(JSON.stringify({ error: error.message })) }`;
  const { stdout } = await run(process.execPath, ['-e', script, program, target]);
  return JSON.parse(stdout);
}

const source = (id: string) => `
import { defineEvent, email, flow, journey, on, send, template } from 'throughline';
import { name } from './shared.ts';
export default journey('${id}', { purpose: 'transactional', entry: on(defineEvent(name, {})) }, flow(send('hello', template('hello'), { via: [email] })));
`;

it('loads TypeScript in a folder where our package is not installed, JSON, and the templates beside them', async () => {
  write('shared.ts', `export const name: string = 'Signed Up';`);
  write('one.ts', source('one'));
  write('two.ts', source('two'));
  write('more/three.json', JSON.stringify(welcome({ id: 'three' })));
  write('package.json', '{"private": true}');
  write('one.test.ts', 'throw new Error("a test is no journey")');
  write('templates/hello/email.subject.liquid', 'Hello\n');
  write('templates/hello/README.md', 'not a part');
  const { journeys, templates } = await load();
  expect(journeys.map(({ definition }) => definition.id).sort()).toEqual(['one', 'three', 'two']);
  expect(templates).toEqual([{ id: 'hello', content: { email: { subject: 'Hello' } } }]);
});

it('loads a journey that has its story in the same file, though our package is not installed', async () => {
  write('shared.ts', `export const name = 'Signed Up';`);
  write(
    'told.ts',
    `${source('told')}
import { story } from 'throughline/testing';
export const tell = (definition: never) => story(definition, { start: '2026-03-02T08:00Z' });`,
  );
  const { journeys, error } = await load();
  expect(error).toBeUndefined();
  expect(journeys.map(({ definition }) => definition.id)).toEqual(['told']);
});

it('tells every file that fails, where and how to mend it', async () => {
  write('shared.ts', `export const name = 'Signed Up';`);
  write('broken.ts', 'export default nothing(');
  write('mistaken.ts', source('Not Kebab'));
  const { error } = await load();
  expect(error).toMatch(/broken\.ts/);
  expect(error).toMatch(/mistaken\.ts.*id/);
});

it('says that a file is missing, or has no journey', async () => {
  expect((await load(path.join(folder, 'nowhere.ts'))).error).toMatch(/there is no such file or folder/);
  write('helper.ts', 'export const x = 1;');
  expect((await load(path.join(folder, 'helper.ts'))).error).toMatch(/no journey as default export/);
});

it('refuses a journey id in two files, and a template id in two folders, and names both', async () => {
  write('shared.ts', `export const name = 'Signed Up';`);
  write('one.ts', source('same'));
  write('more/two.json', JSON.stringify(welcome({ id: 'same' })));
  write('templates/hello/email.subject.liquid', 'Hello');
  write('more/templates/hello/email.subject.liquid', 'Hello again');
  const { error } = await load();
  expect(error).toMatch(/one\.ts: the journey "same" stands in .*two\.json too/);
  expect(error).toMatch(/templates\/hello: the template "hello" stands in .*templates\/hello too/);
});
