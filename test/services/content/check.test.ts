import { check, mail } from '../../support/templates.ts';

const found = async (...given: Parameters<typeof check>) =>
  (await check(...given)).map(({ code, where, severity = 'error' }) => [code, where, severity]);
const at = 'templates.hi.email';

it('tells what is wrong with the parts of a template, and where', async () => {
  expect(await found({ content: { email: { html: '{{ name | upcas }} {% if %}' } } })).toEqual([
    ['missing-part', at, 'error'],
    ['template-unreadable', `${at}.html`, 'error'],
  ]);
  expect(await found({ content: { emial: { subject: '' } } })).toEqual([
    ['unknown-channel', 'templates.hi.emial', 'error'],
  ]);
  expect(await found({ content: { email: { ...mail('h').email, htlm: 'x' } } })).toEqual([
    ['unknown-part', `${at}.htlm`, 'error'],
  ]);
});

it.each([
  ['a language without a subject', { 'html.de': 'Hallo' }, 'missing-part', at],
  ['a language that is none', { 'html.german': 'x', 'subject.german': 'x' }, 'unknown-language', `${at}.html.german`],
  ['a tag that is not canonical', { 'html.de-at': 'x', 'subject.de-at': 'x' }, 'unknown-language', `${at}.html.de-at`],
])('refuses %s', async (_what, parts, code, where) => {
  expect(await found({ content: { email: { ...mail('<p>Hi</p>').email, ...parts } } })).toContainEqual([
    code,
    where,
    'error',
  ]);
});

describe('partials', () => {
  it.each<[string, string, Record<string, string>, string, RegExp]>([
    [
      'one that is not there, with the nearest name',
      '{% include "foter" %}',
      { footer: 'x' },
      'unknown-partial',
      /foter.*Did you mean "footer"/s,
    ],
    [
      'one in a branch',
      '{% if customer.vip %}{% render "gone" %}{% endif %}',
      {},
      'unknown-partial',
      /line 1.*_partials\/gone\.liquid/s,
    ],
    ['one in a partial', '{% render "footer" %}', { footer: 'a\n{% render "gone" %}' }, 'unknown-partial', /gone/],
    ['one that a variable names', '{% render customer.partial %}', {}, 'partial-not-named', /line 1/],
    [
      'a circle',
      '{% render "a" %}',
      { a: '{% include "b" %}', b: '{% render "a" %}' },
      'partials-in-a-circle',
      /a ▸ b ▸ a/,
    ],
    ['one that does not parse', '{% render "a" %}', { a: '\n{% if %}' }, 'template-unreadable', /file:a, line:2/],
    ['one that is there in another language only', '{% render "a" %}', { 'a.de': 'x' }, 'unknown-partial', /"a"/],
  ])('refuses %s', async (_what, html, partials, code, told) => {
    const problems = await check({ content: mail(html) }, partials);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(`${problems[0]?.problem} ${problems[0]?.remedy}`).toMatch(told);
  });
});

describe('what a template declares', () => {
  const data = {
    customer: { 'firstName?': 'text' },
    order: { id: 'text', items: [{ name: 'text', 'note?': 'text' }] },
  };
  const codes = async (html: string, more: object = {}) =>
    (await found({ content: mail(html), data, ...more })).map(([code]) => code);

  it.each([
    ['a misspelt trait', '{{ customer.fistName }}', /"customer\.fistName" is not declared.*Did you mean "firstName"/s],
    [
      'a misspelt member of an item',
      '{% for i in order.items %}{{ i.nam }}{% endfor %}',
      /"order\.items\[\]\.nam".*"name"/s,
    ],
    ['an unknown name at the top', '{% if ordr.id %}x{% endif %}', /"ordr\.id".*"order"/s],
    ['one in a partial', '{% render "a" %}', /"gone"/],
  ])('refuses %s', async (_what, html, told) => {
    const problems = await check({ content: mail(html), data }, { a: 'x {{ gone }}' });
    expect(problems.map(({ code }) => code)).toContain('undeclared-variable');
    expect(problems.map(({ problem, remedy }) => `${problem} ${remedy}`).join()).toMatch(told);
  });

  it('takes what is declared, what every message has, and what the template makes itself', async () => {
    const html =
      '{{ customer.firstName }}{% assign x = order.id %}{{ x }}{% for i in order.items %}{{ i.name }}{{ i.note }}{{ forloop.index }}{% endfor %}{{ order.items.size }}{{ order.items.first.name }}{{ message.id }}<a href="{{ unsubscribe_url }}">Unsubscribe</a>';
    expect(await codes(html)).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    ['no type', { order: 'txt' }, /"txt" is no type. Did you mean "text"/],
    ['two types in a list', { order: ['text', 'number'] }, /one type/],
    ['a name that Liquid cannot say', { 'or der': 'text' }, /letters/],
    ['a name twice', { order: 'text', 'order?': 'text' }, /declared twice/],
    ['no object', ['text'], /no object/],
  ])('must be readable: %s', async (_what, written, told) => {
    const problems = await check({ content: mail('x'), data: written });
    expect(problems.map(({ code }) => code)).toEqual(['declaration-unreadable']);
    expect(problems[0]?.problem).toMatch(told);
  });

  it.each([
    ['lack a value', { order: { id: 'o1' } }, /"order\.items" is missing/],
    ['have another type', { order: { id: 7, items: [] } }, /"order\.id" is declared as text and is number/],
  ])('holds for fixtures: those that %s are refused', async (_what, order, told) => {
    const problems = await check({ content: mail('x'), data, fixtures: { one: { customer: {}, ...order } } });
    expect(problems.map(({ code, problem }) => `${code} ${problem}`).join()).toMatch(told);
    expect(problems[0]?.code).toBe('fixture-unfit');
  });
});

describe('is rendered at publish', () => {
  it('with each fixture: one that lacks what is printed is refused, by line', async () => {
    const fixtures = { full: { customer: { name: 'Ann' } }, bare: { customer: {} } };
    const problems = await check({ content: mail('<p>\n{{ customer.name }}</p>'), fixtures });
    expect(problems.filter(({ severity }) => severity !== 'warning')).toMatchObject([
      { code: 'template-fails', problem: expect.stringMatching(/with fixture bare, .*"customer\.name".*line 2/) },
    ]);
  });

  it('without any data, so that nothing that happens to be missing breaks it', async () => {
    expect(await found({ content: mail('{{ entry.name }}{% for i in order.items %}{{ i }}{% endfor %}') })).toEqual([]);
    expect(
      await found({
        content: mail('{{ "x" | times: 2 | sort: "a" | map: "b" }}{% for i in (1..99999999) %}x{% endfor %}'),
      }),
    ).toEqual([['template-fails', `${at}.html`, 'error']]);
  });

  it('with guessed data, if it declares none: what fails with a guess is a warning', async () => {
    const html = '{% for n in (1..entry.count) %}x{% endfor %}';
    for (const [code, , severity] of await found({ content: mail(html) }))
      expect([code, severity]).toEqual(['template-fails', 'warning']);
  });

  it('takes HTML of 300,000 characters with a warning', async () => {
    expect(await found({ content: mail(`<p>${'word '.repeat(60_000)}</p>`) })).toEqual([
      ['too-large', `${at}.html`, 'warning'],
    ]);
  });
});

it('warns of a trait that is printed as if every customer had it, unless it is declared, tested or has a default', async () => {
  const warned = async (html: string, more: object = {}) =>
    (await check({ content: mail(html), ...more })).map(({ code, where, problem }) => `${code} ${where} ${problem}`);
  expect(await warned('<p>\n{{ customer.name }}</p>')).toEqual([
    `may-be-missing ${at}.html, line 2 a customer without "customer.name" would not get this message`,
  ]);
  for (const html of [
    '{{ customer.name | default: "you" }}',
    '{% if customer.name %}{{ customer.name }}{% endif %}',
    '{{ entry.name }}',
  ])
    expect(await warned(html)).toEqual([]);
  expect(await warned('{{ customer.name }}', { data: { customer: { name: 'text' } } })).toEqual([]);
});

it('in-app messages are looked at by the rules of their channel', async () => {
  const found = (url: string) => check({ content: { 'in-app': { title: 'Hi', body: 'Look', url } } });
  expect(await found('https://shop.example/')).toEqual([]);
  expect(await found('javascript:alert(1)')).toMatchObject([{ code: 'part-wrong', where: 'templates.hi.in-app' }]);
});
