import { isInAppUrl } from './in-app.ts';

/**
 * The little Markdown that in-app messages have: paragraphs (an empty line between), `**strong**`, `*emphasis*`,
 * `[text](address)`, and a backslash before a mark that is meant as itself. It is read into plain data, so that a page or
 * an app shows it without HTML. What is no complete mark is text.
 */
export interface TextSpan {
  readonly text: string;
  readonly strong?: true;
  readonly emphasis?: true;
  readonly url?: string;
}

export type Paragraph = readonly TextSpan[];

const MARKS = /[\\*[\]()]/g;

/** A value that is printed into a message: its marks are text. */
export function escapeMarks(value: string): string {
  return value.replace(MARKS, '\\$&').replace(/\s*\n\s*/g, ' ');
}

export function readLimitedMarkdown(source: string): Paragraph[] {
  return source
    .split(/\n[ \t]*\n/)
    .map((paragraph) => readSpans(paragraph.trim(), {}))
    .filter((spans) => spans.length > 0);
}

/** As text alone, for lists and screen readers. */
export function plainText(paragraphs: readonly Paragraph[]): string {
  return paragraphs.map((spans) => spans.map(({ text }) => text).join('')).join('\n\n');
}

type Style = Omit<TextSpan, 'text'>;

/** A backslash and a mark; a link; strong; emphasis: the first that matches at a place counts. */
const TOKEN =
  /\\([\\*[\]()])|\[((?:\\.|[^\\[\]])+)\]\(((?:\\.|[^\\()\s])+)\)|\*\*((?:\\.|[^\\*]|\*(?!\*))+)\*\*|\*((?:\\.|[^\\*])+)\*/g;

function readSpans(source: string, style: Style): TextSpan[] {
  const spans: TextSpan[] = [];
  let text = '';
  let at = 0;
  const flush = () => {
    if (text !== '') spans.push({ text, ...style });
    text = '';
  };
  for (const match of source.matchAll(TOKEN)) {
    const [whole, mark, label, address, strong, emphasis] = match;
    text += source.slice(at, match.index);
    at = match.index + whole.length;
    if (mark !== undefined) {
      text += mark;
      continue;
    }
    const inner = innerOf({ label, address, strong, emphasis }, style);
    if (!inner) {
      text += whole;
      continue;
    }
    flush();
    spans.push(...inner);
  }
  text += source.slice(at);
  flush();
  return spans;
}

function innerOf(
  found: Readonly<Record<'label' | 'address' | 'strong' | 'emphasis', string | undefined>>,
  style: Style,
): TextSpan[] | undefined {
  const { label, address, strong, emphasis } = found;
  if (strong !== undefined) return readSpans(strong, { ...style, strong: true });
  if (emphasis !== undefined) return readSpans(emphasis, { ...style, emphasis: true });
  const url = (address ?? '').replace(/\\(.)/g, '$1');
  return label !== undefined && isInAppUrl(url) ? readSpans(label, { ...style, url }) : undefined;
}
