import { compile, type FormatCallback } from 'html-to-text';

type Element = Parameters<FormatCallback>[0];

/**
 * The text part of an e-mail, made from its HTML: headings in their own letters, the cells of a table of data in columns,
 * those of a table that only lays out below each other, links with their addresses behind them. What is hidden, such as the
 * preview line of a mail, is left out.
 */
export const textOf: (html: string) => string = compile({
  wordwrap: 80,
  formatters: {
    tableOrLayout(element, walk, builder, options) {
      const format = isLayout(element) ? 'block' : 'dataTable';
      builder.options.formatters?.[format]?.(element, walk, builder, options);
    },
    alternative(element, _walk, builder) {
      const text = String(element.attribs.alt ?? '').trim();
      if (text) builder.addInline(text);
    },
  },
  selectors: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['(', ')'] as [string, string] } },
    { selector: 'img', format: 'alternative' },
    {
      selector: 'table',
      format: 'tableOrLayout',
      options: {
        uppercaseHeaderCells: false,
        colSpacing: 3,
        maxColumnWidth: 40,
        leadingLineBreaks: 2,
        trailingLineBreaks: 2,
      },
    },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'th', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: '[hidden]', format: 'skip' },
    { selector: '[style*="display:none"]', format: 'skip' },
    { selector: '[style*="display: none"]', format: 'skip' },
  ],
});

const blocks = [
  'table',
  'div',
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'blockquote',
  'hr',
  'pre',
  'center',
];

/** A table that says it is no data, or whose cells hold blocks: columns of paragraphs could not be read. */
function isLayout(table: Element): boolean {
  return table.attribs.role === 'presentation' || holdsBlock(table.children as readonly Element[]);
}

function holdsBlock(nodes: readonly Element[]): boolean {
  return nodes.some(
    (node) => blocks.includes(node.name ?? '') || (node.children && holdsBlock(node.children as readonly Element[])),
  );
}
