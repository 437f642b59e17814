import { compile, type FormatCallback } from 'html-to-text';

type Element = Parameters<FormatCallback>[0];

/**
 * The text part of an e-mail, made from its HTML: headings in their own letters, the cells of a table of data in columns,
 * those of a table that only lays out below each other, links with their addresses behind them. What is hidden, such as the
 * preview line of a mail, is left out.
 */
export function textOf(html: string): string {
  return toText(html.replace(styles, plainStyle)).replace(/\u00ad|\u034f/g, '');
}

/** What hides the preview line of a mail, by itself. */
const hidingStyles = ['display:none', 'visibility:hidden', 'mso-hide:all'];

/** Styles without blanks and capitals, so that the selectors below find what is hidden. */
const styles = /(\sstyle\s*=\s*)("[^"]{0,2000}"|'[^']{0,2000}')/gi;
function plainStyle(_all: string, name: string, value: string): string {
  return `${name}${value.toLowerCase().replace(/\s+/g, '')}`;
}

const toText = compile({
  wordwrap: 80,
  formatters: {
    tableOrLayout(element, walk, builder, options) {
      const format = isLayout(element) ? 'block' : 'dataTable';
      const caption = (element.children as readonly Element[]).find(({ name }) => name === 'caption');
      if (caption && format === 'dataTable') {
        builder.openBlock({ leadingLineBreaks: 2 });
        walk(caption.children, builder);
        builder.closeBlock({ trailingLineBreaks: 1 });
      }
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
    ...['dt', 'dd', 'caption', 'figcaption', 'legend', 'summary', 'option', 'button'].map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    ...['[hidden]', ...hidingStyles.map((style) => `[style*="${style}"]`)].map((selector) => ({
      selector,
      format: 'skip',
    })),
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
