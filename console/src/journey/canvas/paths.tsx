import { ViewportPortal } from '@xyflow/react';
import { CornerDownRight, RotateCcw, Square } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { Drawing } from '../../../../core/journey/draw/lanes.ts';
import type { Line } from '../../../../core/journey/draw/lines.ts';
import { wordsOfCanvas as words } from '../../words/canvas.ts';
import { type LineLook, useCanvas } from './canvas-view.ts';
import css from './paths.module.css';

const RADIUS = 8;

/** All paths as one SVG, and their names. React Flow's edges would need handles on every card. */
export const Paths = memo(function Paths({ drawing }: { drawing: Drawing }): ReactNode {
  const { view, titleOf } = useCanvas();
  const looks = drawing.lines.map((line) => ({ line, look: view.line(line) }));
  // What lies on the way is drawn last.
  const ordered = [...looks.filter(({ look }) => !look.isOnWay), ...looks.filter(({ look }) => look.isOnWay)];
  return (
    <ViewportPortal>
      <svg className={css.lines} width={drawing.width} height={drawing.height} aria-hidden="true">
        {ordered.map(({ line, look }) => (
          <PathLine key={keyOf(line)} line={line} look={look} />
        ))}
      </svg>
      {looks.map(({ line, look }) => (
        <PathWords key={keyOf(line)} line={line} look={look} titleOf={titleOf} isDraft={view.isDraft ?? false} />
      ))}
    </ViewportPortal>
  );
});

const keyOf = ({ from, path, to }: Line) => `${from ?? ''} ${path} ${to ?? ''}`;

function PathLine({ line, look }: { line: Line; look: LineLook }): ReactNode {
  const width = look.share === undefined ? undefined : 1.5 + look.share * 2.5;
  const d = rounded(line.points);
  return (
    <g
      data-kind={line.kind}
      data-faded={look.isFaded || undefined}
      data-way={look.isOnWay || undefined}
      data-ahead={look.isAhead || undefined}
      data-gone={look.isGone || undefined}
      data-new={look.isNew || undefined}
    >
      {line.kind === 'loop' && <path className={css.halo} d={d} />}
      <path className={css.line} d={d} {...(width !== undefined && { style: { strokeWidth: width } })} />
      {line.to !== null && line.kind !== 'elsewhere' && <path className={css.arrow} d={arrowAt(line)} />}
    </g>
  );
}

function PathWords({
  line,
  look,
  titleOf,
  isDraft,
}: {
  line: Line;
  look: LineLook;
  titleOf: (step: string) => string;
  isDraft: boolean;
}): ReactNode {
  const faded = look.isFaded || undefined;
  return (
    <>
      {line.label && (
        <div
          className={css.chip}
          style={at(line.label, line.label.width)}
          data-faded={faded}
          data-way={look.isOnWay || undefined}
        >
          <span className={css.chipBody}>
            {line.kind === 'loop' && <RotateCcw aria-hidden="true" />}
            <span className={css.chipName} title={line.path}>
              {line.path}
            </span>
            {look.aside}
          </span>
        </div>
      )}
      {isDraft && !line.label && !line.foot && (
        <div className={css.onLine} style={at(middleOf(line), 24)}>
          {look.aside}
        </div>
      )}
      {line.foot && (
        <div className={css.end} style={at(line.foot, 140)} data-faded={faded}>
          {line.to === null ? <Square aria-hidden="true" /> : <CornerDownRight aria-hidden="true" />}
          <span>{line.to === null ? words.end : words.goesOn(titleOf(line.to))}</span>
          {!line.label && look.aside}
        </div>
      )}
    </>
  );
}

/** Of its first piece. */
function middleOf({ points }: Line): Place {
  const [from, to] = points;
  if (!from || !to) return { x: 0, y: 0 };
  return { x: (from.x + to.x) / 2, y: Math.min((from.y + to.y) / 2, from.y + 22) };
}

function at({ x, y }: { x: number; y: number }, width: number) {
  return { transform: `translate(${x - width / 2}px, ${y}px)`, width };
}

/** The line with its corners rounded. */
function rounded(points: Line['points']): string {
  const parts = points.map(({ x, y }, index) => {
    const [before, next] = [points[index - 1], points[index + 1]];
    if (!before) return `M${x} ${y}`;
    if (!next) return `L${x} ${y}`;
    const radius = Math.min(RADIUS, lengthOf(before, { x, y }) / 2, lengthOf({ x, y }, next) / 2);
    const [from, to] = [towards({ x, y }, before, radius), towards({ x, y }, next, radius)];
    return `L${from.x} ${from.y}Q${x} ${y} ${to.x} ${to.y}`;
  });
  return parts.join('');
}

type Place = Line['points'][number];
const lengthOf = (a: Place, b: Place) => Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
const towards = (from: Place, to: Place, by: number): Place => ({
  x: from.x + Math.sign(to.x - from.x) * by,
  y: from.y + Math.sign(to.y - from.y) * by,
});

function arrowAt({ points }: Line): string {
  const [before, end] = [points.at(-2), points.at(-1)];
  if (!before || !end) return '';
  if (before.y === end.y) return `M${end.x + 6} ${end.y - 4}L${end.x} ${end.y}L${end.x + 6} ${end.y + 4}`;
  return `M${end.x - 4} ${end.y - 6}L${end.x} ${end.y}L${end.x + 4} ${end.y - 6}`;
}
