import { entryKinds, getEntryKind, type JourneyDefinition } from '../definition/index.ts';
import { type DrawnHead, sizes } from './geometry.ts';
import { lanes } from './lanes.ts';
import { summaryOf } from './summary.ts';

const margin = 24;
const { width: cardWidth, height: cardHeight } = sizes.card;
const mostCharacters = 34;

/** The picture of a journey as an SVG of its own, without scripts, fonts or addresses: the same lanes that the console draws. */
export function svgOf(definition: JourneyDefinition): string {
  const { width, height, cards, heads, lines } = lanes(definition);
  const size = `${width + 2 * margin} ${height + 2 * margin}`;
  const drawn = [
    ...lines.flatMap(({ points, kind, label, path, foot, to }) => [
      `<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}" class="line${kind === 'loop' ? ' loop' : ''}"/>`,
      ...(label ? [text(label.x, label.y, path, 'path')] : []),
      ...(foot ? [text(foot.x, foot.y + 16, to === null ? 'End' : to, 'path')] : []),
    ]),
    ...heads.map((head) => card(head.x, head.y, headTitle(head), headText(definition, head), 'head')),
    ...cards.map(({ step: id, x, y }) => {
      const step = definition.steps[id];
      return step ? card(x, y, step.title ?? id, `${step.type}: ${summaryOf(step)}`, 'card') : '';
    }),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${size}" width="${width + 2 * margin}" height="${height + 2 * margin}" role="img">`,
    `<title>${escaped(definition.title ?? definition.id)}</title>`,
    `<style>${styles}</style>`,
    `<rect x="${-margin}" y="${-margin}" width="100%" height="100%" class="page"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

const styles = `.page{fill:#f7f6f3}.card{fill:#fff;stroke:#dedbd3}.head{fill:#efede8;stroke:#8c877b}
.line{fill:none;stroke:#8c877b;stroke-width:1.5}.loop{stroke-dasharray:4 3}
text{font:13px sans-serif;fill:#1f1d1a}.small{font-size:12px;fill:#57534a}.path{font-size:12px;fill:#57534a;text-anchor:middle;paint-order:stroke;stroke:#f7f6f3;stroke-width:5px}`;

function card(x: number, y: number, title: string, below: string, kind: string): string {
  return [
    `<rect x="${x}" y="${y}" width="${cardWidth}" height="${cardHeight}" rx="6" class="${kind}"/>`,
    text(x + 14, y + 28, title, 'title'),
    text(x + 14, y + 50, below, 'small'),
  ].join('\n');
}

function text(x: number, y: number, content: string, kind: string): string {
  const short = content.length > mostCharacters ? `${content.slice(0, mostCharacters - 1)}…` : content;
  return `<text x="${x}" y="${y}" class="${kind}">${escaped(short)}</text>`;
}

function headTitle({ kind, interrupt }: DrawnHead): string {
  if (kind === 'interrupt') return interrupt ?? 'At any time';
  return kind === 'entry' ? 'Entry' : 'Nothing leads here';
}

function headText({ entry }: JourneyDefinition, { kind }: DrawnHead): string {
  if (kind !== 'entry') return '';
  return entry.map((rule) => (entryKinds.has(rule.on) ? getEntryKind(rule).describe(rule) : rule.on)).join(' or ');
}

/** Characters that XML has no place for are left out. */
function escaped(content: string): string {
  return content
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
