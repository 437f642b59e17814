import { readdirSync } from 'node:fs';
import path from 'node:path';
import { lintRules } from '../../../../services/content/lint/index.ts';
import { check, mail } from '../../../support/templates.ts';

const codes = async (html: string, { subject = 'Hello', isMarketing = false, fixtures = {} } = {}) =>
  (await check({ content: mail(html, subject), fixtures }, {}, { isMarketing })).map(({ code }) => code);

it('has every rule of its folder, under the name of the file', () => {
  const helpers = ['html.ts', 'index.ts', 'links.ts', 'rule.ts'];
  const files = readdirSync(path.join(__dirname, '../../../../services/content/lint')).filter(
    (file) => !helpers.includes(file),
  );
  expect(lintRules.map(({ code }) => `${code}.ts`).sort()).toEqual(files.sort());
  for (const { meaning } of lintRules) expect(meaning).toMatch(/^[A-Z].*\.$/);
});

/** Of each rule: HTML that it tells of, and HTML like it that is right. */
const cases: Readonly<Record<string, { readonly wrong: readonly string[]; readonly right: readonly string[] }>> = {
  'image-without-alt': {
    wrong: ['<img src="https://a.example/a.png">'],
    right: ['<img src="https://a.example/a.png" alt="">', '<!-- <img src="x"> -->'],
  },
  'link-without-scheme': {
    wrong: [
      '<a href="www.shop.example">Shop</a>',
      '<a href="/orders">Orders</a>',
      '<a href="">Orders</a>',
      '<a href="javascript:x()">Orders</a>',
    ],
    right: [
      '<a href="https://shop.example">Shop</a>',
      '<a href="mailto:a@b.example">Write us</a>',
      '<a href="tel:+4930">Call us</a>',
      '<a href="{{ entry.page }}">Shop</a>',
      '<a href="#top">Top</a>',
      '<a name="top"></a>',
    ],
  },
  'link-to-localhost': {
    wrong: [
      '<a href="http://localhost:3000/a">Shop</a>',
      '<a href="https://127.0.0.1/">Shop</a>',
      '<a href="http://shop.localhost/">Shop</a>',
    ],
    right: ['<a href="https://localhost.example/">Shop</a>'],
  },
  'link-not-encrypted': {
    wrong: ['<a href="http://shop.example/">Shop</a>'],
    right: ['<a href="https://shop.example/?next=http://a">Shop</a>'],
  },
  'vague-link-text': {
    wrong: [
      '<a href="https://a.example"> Click <b>here</b> </a>',
      '<a href="https://a.example">hier</a>',
      '<a href="https://a.example"><img src="https://a.example/x.png" alt=""></a>',
    ],
    right: [
      '<a href="https://a.example">See here what is new</a>',
      '<a href="https://a.example"><img src="https://a.example/x.png" alt="Your order"></a>',
      '<a href="https://a.example" aria-label="Your order">here</a>',
    ],
  },
  'unbalanced-tags': {
    wrong: ['<div><p>a</div></div>', '<b>a', '<table><tr><td><div>a</td></tr></table>'],
    right: [
      '<p>a<p>b<ul><li>c<li>d</ul>',
      '<table><tr><td>a<td>b</table>',
      'a<br>b<hr/><img src="https://a.example/x.png" alt="x">',
      '<!--[if mso]><table><tr><td><![endif]-->a',
      '<style>a > b { color: red }</style>',
    ],
  },
  'too-large': {
    wrong: [`<p>${'x'.repeat(105_000)}</p>`],
    right: [`<p>${'x'.repeat(100_000)}</p>`],
  },
};

it.each(Object.entries(cases))(
  '%s tells of what is wrong, and not of what is right',
  async (code, { wrong, right }) => {
    for (const html of wrong)
      expect([html.slice(0, 80), await codes(html)]).toEqual([html.slice(0, 80), expect.arrayContaining([code])]);
    for (const html of right) expect([html.slice(0, 80), await codes(html)]).toEqual([html.slice(0, 80), []]);
  },
);

it('empty-subject refuses a subject that comes to nothing with some data', async () => {
  expect(
    await codes('<p>a</p>', {
      subject: '{% if customer.name %}Hello{% endif %}',
      fixtures: { bare: { customer: {} } },
    }),
  ).toEqual(['empty-subject']);
  expect(await codes('<p>a</p>', { subject: ' ' })).toEqual(['empty-subject']);
});

it('missing-unsubscribe warns of marketing mails only', async () => {
  expect(await codes('<p>a</p>', { isMarketing: true })).toEqual(['missing-unsubscribe']);
  expect(await codes('<a href="{{ unsubscribe_url }}">Unsubscribe</a>', { isMarketing: true })).toEqual([]);
  expect(await codes('<p>a</p>')).toEqual([]);
});

it('every rule has a case here', () => {
  const elsewhere = ['empty-subject', 'missing-unsubscribe'];
  expect([...Object.keys(cases), ...elsewhere].sort()).toEqual(lintRules.map(({ code }) => code).sort());
});
