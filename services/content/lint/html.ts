import { Parser } from 'htmlparser2';

/** An element as it stands in the source, with the text in it. */
export interface HtmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  /** All text inside of it, and the alternative texts of its images. */
  text: string;
}

export interface Html {
  readonly source: string;
  readonly elements: readonly HtmlElement[];
  /** Elements that are opened and not closed, and end tags that close nothing. */
  readonly unbalanced: readonly { readonly name: string; readonly line: number; readonly isOpen: boolean }[];
}

/** Elements without an end tag, and those whose end tag HTML allows to leave out. */
const withoutEnd = new Set(
  'area base br col embed hr img input link meta source track wbr html head body p li dt dd option thead tbody tfoot tr td th colgroup'.split(
    ' ',
  ),
);

/** Reads HTML once, for all rules. Elements are reported by the line of the rendered part. */
export function readHtml(source: string): Html {
  const elements: HtmlElement[] = [];
  const open: HtmlElement[] = [];
  const unbalanced: { name: string; line: number; isOpen: boolean }[] = [];
  const lineAt = createLineCounter(source);
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const element = { name, attributes: { ...attributes }, line: lineAt(parser.startIndex), text: '' };
        elements.push(element);
        if (name === 'img') for (const each of open) each.text += attributes.alt ?? '';
        if (!withoutEnd.has(name)) open.push(element);
      },
      ontext(text) {
        for (const each of open) each.text += text;
      },
      onclosetag(name, isImplied) {
        if (withoutEnd.has(name)) return;
        const index = open.findLastIndex((each) => each.name === name);
        if (index < 0) return;
        const closed = open.splice(index);
        if (isImplied && closed[0]) unbalanced.push({ name, line: closed[0].line, isOpen: true });
      },
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  parser.write(source);
  parser.end();
  return { source, elements, unbalanced: [...unbalanced, ...strayEnds(source, lineAt)] };
}

/** The parser drops end tags that close nothing, so they are counted: more ends than beginnings of a name. */
function strayEnds(source: string, lineAt: (index: number) => number) {
  const depth = new Map<string, number>();
  const stray: { name: string; line: number; isOpen: boolean }[] = [];
  const visible = source.replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi, (hidden) =>
    hidden.replace(/[^\n]/g, ' '),
  );
  for (const match of visible.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/gi)) {
    const name = (match[2] ?? '').toLowerCase();
    if (withoutEnd.has(name) || match[3] === '/') continue;
    const now = (depth.get(name) ?? 0) + (match[1] === '/' ? -1 : 1);
    if (now < 0) stray.push({ name, line: lineAt(match.index), isOpen: false });
    depth.set(name, Math.max(0, now));
  }
  return stray;
}

/** Positions are asked for in rising order, so that a large part is counted once. */
function createLineCounter(source: string): (index: number) => number {
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return (index) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
