import { textOf } from '../../../services/content/text-part.ts';

it('keeps the letters of headings', () => {
  expect(textOf('<h1>Straße</h1><p>Grüße</p>')).toBe('Straße\n\nGrüße');
});

it('keeps the cells of a table of data apart, in columns', () => {
  const html = `<table><tr><th>Item</th><th>Price</th></tr><tr><td>Shoes</td><td>49.90</td></tr><tr><td>Laces, long</td><td>3.00</td></tr></table>`;
  expect(textOf(html)).toBe('Item          Price\nShoes         49.90\nLaces, long   3.00');
});

it.each([
  ['says so', '<table role="presentation"><tr><td>Hello Ann</td><td>Your order</td></tr></table>'],
  ['holds paragraphs', '<table><tr><td><p>Hello Ann</p></td></tr><tr><td><p>Your order</p></td></tr></table>'],
  [
    'holds tables',
    '<table><tr><td><table role="presentation"><tr><td>Hello Ann</td></tr></table></td><td>Your order</td></tr></table>',
  ],
])('reads a table that only lays out line by line: one that %s', (_how, html) => {
  expect(textOf(html).replace(/\n+/g, '\n')).toBe('Hello Ann\nYour order');
});

it('puts the address of a link behind its text, once', () => {
  expect(textOf('<a href="https://a.example/b">Your order</a>')).toBe('Your order (https://a.example/b)');
  expect(textOf('<a href="https://a.example/b">https://a.example/b</a>')).toBe('https://a.example/b');
});

it('leaves out what is hidden, and says what images show', () => {
  const html =
    '<div style="display:none">Preview</div><span hidden>x</span><img src="https://a.example/l.png" alt="Acme"> <img src="x" alt=""> Hi';
  expect(textOf(html)).toBe('Acme Hi');
});

it.each([
  ['DISPLAY : NONE'],
  ['color:red; display:none !important'],
  ['visibility: hidden'],
  ['mso-hide:all;max-height:0'],
])('leaves out what is hidden by %s', (style) => {
  expect(textOf(`<div style="${style}">Preview</div><p>Hi</p>`)).toBe('Hi');
});

it.each([
  ['a list of terms', '<dl><dt>Item</dt><dd>Shoes</dd><dt>Price</dt><dd>49.90</dd></dl>', 'Item\nShoes\nPrice\n49.90'],
  ['buttons', '<button>Yes</button><button>No</button>', 'Yes\nNo'],
  ['options', '<select><option>S</option><option>M</option></select>', 'S\nM'],
  [
    'a table with a heading, a body and a sum',
    '<table><caption>Order</caption><thead><tr><th>Item</th><th>Price</th></tr></thead><tbody><tr><td>Shoes</td><td>49.90</td></tr></tbody><tfoot><tr><td>Sum</td><td>49.90</td></tr></tfoot></table>',
    'Order\n\nItem    Price\nShoes   49.90\nSum     49.90',
  ],
  ['cells without a table', '<td>Shoes</td><td>49.90</td>', 'Shoes\n49.90'],
  ['soft hyphens', '<p>Donau\u00addampf</p>', 'Donaudampf'],
])('keeps apart what is apart: %s', (_what, html, text) => {
  expect(textOf(html)).toBe(text);
});

it('wraps at 80 characters, and keeps lists', () => {
  const text = textOf(`<ul><li>${'word '.repeat(30)}</li><li>two</li></ul>`);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(text).toMatch(/^ \* word[\s\S]*\n \* two$/);
});
