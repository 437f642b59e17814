import { mail, renderMail, source } from '../../support/templates.ts';

it('escapes what customers wrote in HTML, not in the subject, and makes a text part', async () => {
  const parts = await renderMail(source(mail('<p>{{ customer.name }}</p>', 'For {{ customer.name }}')), {
    customer: { name: '<b>Ann & "Ben"' },
  });
  expect(parts).toEqual({
    subject: 'For <b>Ann & "Ben"',
    html: '<p>&lt;b&gt;Ann &amp; &#34;Ben&#34;</p>',
    text: '<b>Ann & "Ben"',
  });
});

it('reads no prototype', async () => {
  const html =
    '[{{ customer.constructor | default: "-" }}][{{ customer.__proto__ | default: "-" }}][{{ toString | default: "-" }}]';
  expect((await renderMail(source(mail(html)), { customer: {} })).html).toBe('[-][-][-]');
});

describe('a variable without a value', () => {
  const town = { customer: { name: 'Ann', town: null, plan: 'pro' }, list: [{ id: 1 }] };
  it.each([
    ['printed', '{{ customer.gone }}', 'customer.gone'],
    ['printed, in the third line', 'a\nb\n{{ customer.gone }}', 'customer.gone'],
    ['null', '{{ customer.town }}', 'customer.town'],
    ['behind a filter', '{{ customer.gone | upcase }}', 'customer.gone'],
    ['in a filter', '{{ "a" | append: customer.gone }}', 'customer.gone'],
    ['echoed', '{% echo gone.name %}', 'gone.name'],
    ['looped over', '{% for item in gone.items %}{{ item }}{% endfor %}', 'gone.items'],
    ['of an item', '{% for item in list %}{{ item.name }}{% endfor %}', 'item.name'],
    ['assigned and printed', '{% assign name = customer.gone %}{{ name }}', 'name'],
    ['in a branch that is taken', '{% if customer.plan == "pro" %}{{ customer.gone }}{% endif %}', 'customer.gone'],
    ['in a partial', '{% render "footer" %}', 'customer.gone'],
    ['of a partial that is not given it', '{% render "button", text: "Go" %}', 'url'],
  ])('fails the message if it is %s', async (_how, html, variable) => {
    const partials = { footer: 'x\n{{ customer.gone }}', button: '<a href="{{ url }}">{{ text }}</a>' };
    await expect(renderMail(source(mail(html), { partials }), town)).rejects.toMatchObject({
      name: 'PermanentFailure',
      code: 'template-variable-missing',
      message: expect.stringContaining(`the variable "${variable}" has no value`),
    });
  });

  it('is reported with its place, and no value of the customer', async () => {
    const failing = (html: string, partials = {}) =>
      renderMail(source(mail(html), { partials }), town).catch(({ message }) => message);
    expect(await failing('{{ customer.name }}\n{{ customer.gone }}')).toBe(
      'the variable "customer.gone" has no value (email.html, line 2)',
    );
    expect(await failing('{% render "footer" %}', { footer: '\n\n{{ customer.gone }}' })).toBe(
      'the variable "customer.gone" has no value (partial footer, line 3)',
    );
  });

  it.each([
    ['with the filter default', '{{ customer.gone | default: "you" }}', 'you'],
    ['with default behind others', '{{ customer.gone | upcase | default: "YOU" }}', 'YOU'],
    ['that is only tested', '{% if customer.gone %}a{% elsif customer.gone == "b" %}b{% else %}c{% endif %}', 'c'],
    ['that is compared', '{% unless customer.gone.deep == "b" %}c{% endunless %}', 'c'],
    ['in a case', '{% case customer.gone %}{% when "a" %}a{% else %}c{% endcase %}', 'c'],
    ['looped over with else', '{% for item in gone %}{{ item }}{% else %}none{% endfor %}', 'none'],
    ['in a branch that is not taken', '{% if customer.gone %}{{ customer.gone }}{% endif %}-', '-'],
    ['that is a link of a page which is not served', '<i>{{ unsubscribe_url }}{{ why_url }}</i>', '<i></i>'],
  ])('is no fault %s', async (_how, html, rendered) => {
    expect((await renderMail(source(mail(html)), town)).html).toBe(rendered);
  });

  it('declared as optional prints nothing; declared without "?" it must be there, printed or not', async () => {
    const data = { customer: { 'name?': 'text', id: 'text' }, 'items?': [{ 'note?': 'text', id: 'number' }] };
    const template = source(mail('[{{ customer.name }}{% for i in items %}{{ i.id }}{{ i.note }}{% endfor %}]'), {
      data,
    });
    expect((await renderMail(template, { customer: { id: '7' }, items: [{ id: 1 }] })).html).toBe('[1]');
    expect((await renderMail(template, { customer: { id: '7' } })).html).toBe('[]');
    await expect(renderMail(template, { customer: { name: 'Ann' } })).rejects.toMatchObject({
      code: 'template-variable-missing',
      message: 'the variable "customer.id" has no value; the template declares it',
    });
    await expect(renderMail(template, { customer: { id: '7' }, items: [{}] })).rejects.toMatchObject({
      message: expect.stringContaining('"items[0].id"'),
    });
  });
});

describe('partials', () => {
  const partials = {
    layout: '<main>{% block content %}{% endblock %}</main>{% include "footer" %}',
    'layout.de': '<main lang="de">{% block content %}{% endblock %}</main>{% include "footer" %}',
    footer: '<p>{{ customer.name }}, {{ message.language }}</p>',
  };
  it('are rendered, included and used as layouts, see the same data, and are escaped for their place', async () => {
    const content = mail(
      '{% layout "layout" %}{% block content %}{% render "footer" %}{% endblock %}',
      '{% render "footer" %}',
    );
    const data = { customer: { name: 'A & B' }, message: { language: 'en' } };
    expect(await renderMail(source(content, { partials }), data)).toMatchObject({
      subject: '<p>A & B, en</p>',
      html: '<main><p>A &amp; B, en</p></main><p>A &amp; B, en</p>',
    });
  });

  it('are in the language of the message, or the nearest that there is', async () => {
    const content = {
      email: { 'subject.de-AT': 's', 'html.de-AT': '{% layout "layout" %}{% block content %}x{% endblock %}' },
    };
    const data = { customer: { name: 'A' }, message: { language: 'de-AT' } };
    const { html } = await renderMail(source(content, { partials }), data, { language: 'de-AT' });
    expect(html).toBe('<main lang="de">x</main><p>A, de-AT</p>');
  });
});

it.each([
  ['an endless loop', '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}'],
  [
    'a bomb',
    '{% assign a = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
  ],
  ['a file', '{% include "package.json" %}'],
])('stops %s', async (_what, html) => {
  await expect(renderMail(source(mail(html)), {})).rejects.toMatchObject({
    name: 'PermanentFailure',
    code: 'template-fails',
  });
});

it('renders HTML of 500,000 characters', async () => {
  const html = `<p>${'x'.repeat(499_000)}</p>{{ customer.name }}`;
  const parts = await renderMail(source(mail(html)), { customer: { name: 'Ann' } });
  expect(parts.html?.length).toBe(499_010);
});

it('shows dates by the clocks of the customer, and names of months in the language of the message', async () => {
  const html =
    '{{ entry.at | date: "%-d. %B %Y %H:%M" }}, {{ entry.day | date: "%d.%m." }}, {{ "now" | date: "%H:%M" }}';
  const data = { entry: { at: '2026-07-01T22:30:00Z', day: '2026-07-01' } };
  const { html: shown } = await renderMail(source(mail(html)), data, {
    timeZone: 'Europe/Berlin',
    defaultLanguage: 'de',
  });
  expect(shown).toBe('2. Juli 2026 00:30, 01.07., 21:10');
});
