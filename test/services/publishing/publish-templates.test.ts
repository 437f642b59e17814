import { ProblemError } from '../../../core/base/problem.ts';
import { email, entryOf, flow, journey, on, send, template, webhook } from '../../../core/index.ts';
import { readPublication } from '../../../services/publishing/publication.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { getTemplate } from '../../../store/content/templates.ts';
import { inTransaction } from '../../../store/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { SignedUp } from '../../support/journeys.ts';
import { takeIn } from '../../support/runs.ts';
import { renderMail } from '../../support/templates.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const push = (body: object) => publish(db.database, 'default', readPublication(body));
const problemsOf = (body: object) =>
  push(body).then(
    () => [],
    (thrown) => {
      if (thrown instanceof ProblemError) return thrown.problems;
      throw thrown;
    },
  );
const mail = (html: string) => ({ email: { subject: 'Hello', html } });
const stored = (id: string, version: number) =>
  inTransaction(db.database, (trx) => getTemplate(db.database, trx, { workspace: 'default', id, version }));
const html = async (id: string, version: number) =>
  (await renderMail(await stored(id, version), { customer: { name: 'Ann' } })).html;

const sending = (
  channels: Parameters<typeof send>[2]['via'],
  data?: object,
  purpose: 'marketing' | 'transactional' = 'transactional',
) =>
  journey(
    'greet',
    { purpose, entry: on(SignedUp) },
    flow(send('hello', template('hello'), { via: channels, ...(data && { data: data as never }) })),
  );
const entry = entryOf(SignedUp);

describe('partials', () => {
  it('are published with templates; each version keeps those that it was published with', async () => {
    const uses = { id: 'hello', content: mail('{% render "footer" %}') };
    const alone = { id: 'alone', content: mail('<p>Hi</p>') };
    const first = await push({
      templates: [uses, alone],
      partials: { footer: '<p>one</p>', 'footer.de': '<p>eins</p>', unused: 'x' },
    });
    expect(first.templates).toEqual([
      { id: 'hello', version: 1, change: 'published' },
      { id: 'alone', version: 1, change: 'published' },
    ]);
    expect((await stored('hello', 1)).partials).toEqual({ footer: '<p>one</p>', 'footer.de': '<p>eins</p>' });
    const second = await push({ templates: [uses, alone], partials: { footer: '<p>two</p>', unused: 'y' } });
    expect(second.templates).toEqual([
      { id: 'hello', version: 2, change: 'published' },
      { id: 'alone', version: 1, change: 'unchanged' },
    ]);
    expect([await html('hello', 1), await html('hello', 2)]).toEqual(['<p>one</p>', '<p>two</p>']);
    // The German form was left out of the second push, so it is gone.
    expect((await stored('hello', 2)).partials).toEqual({ footer: '<p>two</p>' });
  });

  it('that change make new versions of templates that are not in the push, and of no others', async () => {
    await push({
      templates: [
        { id: 'hello', content: mail('{% render "outer" %}') },
        { id: 'other', content: mail('{% render "other" %}') },
      ],
      partials: { outer: '<b>{% render "inner" %}</b>', inner: 'one', other: 'o' },
    });
    expect((await push({ partials: { inner: 'two', other: 'o' } })).templates).toEqual([
      { id: 'hello', version: 2, change: 'partial-changed' },
    ]);
    expect([await html('hello', 1), await html('hello', 2)]).toEqual(['<b>one</b>', '<b>two</b>']);
    // What it was before is what that version was: it is live again.
    expect((await push({ partials: { inner: 'one' } })).templates).toEqual([
      { id: 'hello', version: 1, change: 'partial-changed' },
    ]);
  });

  it('that break a template which is not in the push are refused, and it is named', async () => {
    await push({ templates: [{ id: 'hello', content: mail('{% render "footer" %}') }], partials: { footer: 'x' } });
    const problems = await problemsOf({ partials: { footer: '{% render "gone" %}' } });
    expect(problems).toMatchObject([
      { code: 'unknown-partial', where: expect.stringMatching(/^templates\.hello\.email\.html \(not in this push/) },
    ]);
    expect(await html('hello', 1)).toBe('x');
  });

  it('published before may be used by a later push', async () => {
    await push({ partials: { footer: 'x' } });
    await push({ templates: [{ id: 'hello', content: mail('{% render "footer" %}') }] });
    expect(await html('hello', 1)).toBe('x');
  });

  it.each([
    ['Footer', 'partial-name'],
    ['../footer', 'partial-name'],
    ['footer.german', 'unknown-language'],
  ])('are refused under the name %s', async (name, code) => {
    expect(await problemsOf({ partials: { [name]: 'x' } })).toMatchObject([{ code }]);
  });
});

describe('a template alone, while a live journey sends it', () => {
  const both = { ...mail('<p>Hi</p>'), webhook: { body: '{}' } };

  it('is refused if it lacks a part that the journey sends, and the journey is named', async () => {
    await push({ journeys: [sending([email, webhook])], templates: [{ id: 'hello', content: both }] });
    expect(await problemsOf({ templates: [{ id: 'hello', content: mail('<p>Hi</p>') }] })).toMatchObject([
      {
        code: 'template-lacks-channel',
        where: 'journey "greet" v1: steps.hello.channels[1]',
        problem: expect.stringContaining('live'),
      },
    ]);
    await push({ templates: [{ id: 'hello', content: mail('<p>Hi</p>') }], journeys: [sending([email])] });
  });

  it('is refused if it declares what the journey does not give', async () => {
    await push({ journeys: [sending([email])], templates: [{ id: 'hello', content: both }] });
    expect(
      await problemsOf({ templates: [{ id: 'hello', content: both, data: { order: { id: 'text' } } }] }),
    ).toMatchObject([{ code: 'template-data-missing', where: 'journey "greet" v1: steps.hello.data' }]);
    await push({ templates: [{ id: 'hello', content: both, data: { 'order?': { id: 'text' } } }] });
  });

  it('is refused for the sake of an older version only while customers are on it', async () => {
    const templates = [{ id: 'hello', content: both }];
    await push({ journeys: [sending([email, webhook])], templates });
    await push({ journeys: [sending([email])], templates });
    await push({ templates: [{ id: 'hello', content: mail('<p>Hi</p>') }] });
    await push({ journeys: [sending([email, webhook])], templates });
    await takeIn(db, { userId: 'ann', name: 'Signed Up' });
    await push({ journeys: [sending([email])], templates });
    expect(await problemsOf({ templates: [{ id: 'hello', content: mail('<p>Hi</p>') }] })).toMatchObject([
      { code: 'template-lacks-channel', problem: expect.stringContaining('customers are still on') },
    ]);
  });
});

describe('a journey with the template that it sends', () => {
  it('must give what the template declares, in the right type', async () => {
    const templates = [{ id: 'hello', content: mail('{{ source }}'), data: { source: 'text' } }];
    const codes = async (data?: object) =>
      (await problemsOf({ journeys: [sending([email], data)], templates })).map(({ code }) => code);
    expect(await codes()).toEqual(['template-data-missing']);
    expect(await codes({ source: entry })).toEqual(['template-data-type']);
    expect(await codes({ source: entry.source })).toEqual([]);
    const { warnings } = await push({ journeys: [sending([email], { source: entry.source, more: entry })], templates });
    expect(warnings.map(({ code }) => code)).toContain('template-data-unused');
  });

  it('is warned of names that an undeclared template uses and the step does not give', async () => {
    const { warnings } = await push({
      journeys: [sending([email])],
      templates: [{ id: 'hello', content: mail('{{ ordr.id }}') }],
    });
    expect(warnings.filter(({ code }) => code !== 'no-exit')).toMatchObject([
      { code: 'unknown-variable', where: 'greet: steps.hello.data', problem: expect.stringContaining('"ordr"') },
    ]);
  });

  it('is warned of a marketing mail without a link to unsubscribe, in this push or in a later one', async () => {
    const templates = [{ id: 'hello', content: mail('<p>Hi</p>') }];
    const codes = async (body: object) => (await push(body)).warnings.map(({ code }) => code);
    expect(await codes({ journeys: [sending([email], undefined, 'marketing')], templates })).toContain(
      'missing-unsubscribe',
    );
    expect(await codes({ templates })).toContain('missing-unsubscribe');
    expect(
      await codes({ templates: [{ id: 'hello', content: mail('<a href="{{ unsubscribe_url }}">Unsubscribe</a>') }] }),
    ).toEqual([]);
  });
});

it('fixtures may change without a new version', async () => {
  const hello = { id: 'hello', content: mail('{{ customer.name }}') };
  const at = (name: string) => ({ templates: [{ ...hello, fixtures: { one: { customer: { name } } } }] });
  await push(at('Ann'));
  expect((await push(at('Bob'))).templates).toEqual([{ id: 'hello', version: 1, change: 'unchanged' }]);
  expect(await db.look('select fixtures from template_versions')).toEqual([
    { fixtures: { one: { customer: { name: 'Bob' } } } },
  ]);
});

it('a source over the limit is refused in words that say so', async () => {
  const body = { templates: [{ id: 'hello', content: mail('x'.repeat(500_001)) }] };
  expect(() => readPublication(body)).toThrow(/must have 500,000 characters at most/);
});
