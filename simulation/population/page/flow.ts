import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { sizes } from '../../../core/journey/draw/geometry.ts';
import { lanes } from '../../../core/journey/draw/lanes.ts';
import { summaryOf } from '../../../core/journey/draw/summary.ts';
import type { JourneyReport, StepReport } from '../report.ts';
import { counted, escaped, percent, rect, text } from './svg.ts';

const margin = 24;
const { width: cardWidth } = sizes.card;
const most = 32;
/** The thickest line stands for all who entered. */
const thickest = 16;

/** The journey as it is drawn everywhere, with who came to each step, who went which way, and who was left on the way. */
export function flowPicture(definition: JourneyDefinition, { entered, steps, title }: JourneyReport): string {
  const { width, height, cards, heads, lines } = lanes(definition);
  const byStep = new Map(steps.map((step) => [step.step, step]));
  const all = Math.max(1, entered);
  const drawn = [
    ...lines.flatMap(({ points, from, path, label, foot, to, kind }) => {
      const n = from === undefined ? entered : (byStep.get(from)?.left[path] ?? 0);
      const thick = n === 0 ? 1 : Math.max(1.5, (thickest * n) / all);
      const way = `<polyline points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}" class="line${n === 0 ? ' none' : ''}${kind === 'loop' ? ' loop' : ''}" stroke-width="${thick.toFixed(1)}"><title>${escaped(`${path}: ${counted(n)}`)}</title></polyline>`;
      return [
        way,
        ...(label ? [text(label.x, label.y, `${path} ${counted(n)}`, 'path', 'middle')] : []),
        ...(foot
          ? [text(foot.x, foot.y + 16, to === null ? `End ${label ? '' : counted(n)}` : to, 'path', 'middle')]
          : []),
      ];
    }),
    ...heads.map(({ x, y, kind, interrupt }) =>
      box(
        x,
        y,
        kind === 'entry' ? 'Entry' : (interrupt ?? 'At any time'),
        kind === 'entry' ? `${counted(entered)} entered` : '',
        0,
      ),
    ),
    ...cards.map(({ step: id, x, y }) => {
      const step = definition.steps[id];
      const own = byStep.get(id);
      return step && own
        ? box(x, y, step.title ?? id, belowOf(own, `${step.type}: ${summaryOf(step)}`), own.arrived / all)
        : '';
    }),
  ];
  const [w, h] = [width + 2 * margin, height + 2 * margin];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-margin} ${-margin} ${w} ${h}" width="${w}" height="${h}" role="img" aria-label="${escaped(`The flow through ${title}`)}">${drawn.join('')}</svg>`;
}

/** The share of those who entered fills the foot of the card. */
function box(x: number, y: number, title: string, below: string, share: number): string {
  const height = sizes.card.height;
  return [
    `<rect x="${x}" y="${y}" width="${cardWidth}" height="${height}" rx="6" class="card"/>`,
    rect(x + 1, y + height - 7, Math.min(1, share) * (cardWidth - 2), 6, 'share', percent(share)),
    text(x + 14, y + 25, short(title), 'title'),
    text(x + 14, y + 46, short(below), 'small'),
    ...(share > 0 ? [text(x + cardWidth - 12, y + 25, percent(share), 'small', 'end')] : []),
  ].join('');
}

function belowOf({ arrived, there, left, messages }: StepReport, summary: string): string {
  const lost = (left.exit ?? 0) + (left['goal-reached'] ?? 0);
  if (messages) return `${counted(arrived)} came, ${counted(messages.sent)} sent`;
  const more = there > 0 ? `, ${counted(there)} there` : lost > 0 ? `, ${counted(lost)} left` : '';
  return more === '' ? `${counted(arrived)} came · ${summary}` : `${counted(arrived)} came${more}`;
}

const short = (content: string) => (content.length > most ? `${content.slice(0, most - 1)}…` : content);
