import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTemplates } from '../../cli/load-templates.ts';
import { check } from '../support/templates.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'templates-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, 'templates', file)), { recursive: true });
  writeFileSync(path.join(folder, 'templates', file), text);
}

it('reads parts, languages in their canonical form, declarations and partials', () => {
  write('hello/email.subject.liquid', 'Hello\n');
  write('hello/email.subject.pt_br.liquid', 'Olá');
  write('hello/in-app.title.liquid', 'Hi');
  write('hello/template.json', '{"data": {"order": {"id": "text"}}, "fixtures": {"one": {"order": {"id": "o1"}}}}');
  write('hello/README.md', 'no part');
  write('_partials/footer.liquid', 'Bye');
  write('_partials/footer.de.liquid', 'Tschüss');
  const { templates, partials, problems } = loadTemplates(folder);
  expect(problems).toEqual([]);
  expect(templates).toEqual([
    {
      id: 'hello',
      place: path.join(folder, 'templates/hello'),
      content: { email: { subject: 'Hello', 'subject.pt-BR': 'Olá' }, 'in-app': { title: 'Hi' } },
      data: { order: { id: 'text' } },
      fixtures: { one: { order: { id: 'o1' } } },
    },
  ]);
  expect(partials.map(({ id, source }) => [id, source])).toEqual([
    ['footer.de', 'Tschüss'],
    ['footer', 'Bye'],
  ]);
});

it.each([
  ['hello/subject.liquid', 'x', 'misnamed-template-file'],
  ['_partials/Footer.liquid', 'x', 'misnamed-template-file'],
  ['hello/template.json', '{"data": ', 'declaration-unreadable'],
  ['hello/template.json', '{"dta": {}}', 'declaration-unreadable'],
])('tells of %s with %j', (file, text, code) => {
  write(file, text);
  expect(loadTemplates(folder).problems).toMatchObject([{ code, where: expect.stringContaining(file) }]);
});

it('a folder without templates has none', () => {
  expect(loadTemplates(folder)).toEqual({ templates: [], partials: [], problems: [] });
});

it('the templates of the examples have no fault and no warning, as marketing too', async () => {
  const { templates, partials } = loadTemplates(path.join(__dirname, '../../examples/journeys'));
  expect(templates.length).toBeGreaterThan(5);
  const sources = Object.fromEntries(partials.map(({ id, source }) => [id, source]));
  for (const { id, content, data, fixtures = {} } of templates) {
    const problems = await check({ id, content, data, fixtures }, sources, { isMarketing: true });
    expect(problems.map(({ where, problem }) => `${where}: ${problem}`)).toEqual([]);
  }
});
