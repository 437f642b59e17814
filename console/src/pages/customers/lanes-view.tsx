import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { formatDuration } from '../../design/format.ts';
import { wordsOfCustomers } from '../../words/customers.ts';
import css from './lanes.module.css';
import { type Lane, type Mark, momentsOf } from './lanes.ts';
import { timeAxis } from './time-axis.ts';

const words = wordsOfCustomers.lanes;
const LANE = 36;
const BAR = 10;
const TITLE = 176;
const EDGE = 16;
const TOP = 20;
const MOST_LANES = 8;

/** Lanes by journey over one time axis. Arrow keys go from mark to mark; the list beneath follows. */
export function Lanes(props: {
  readonly lanes: readonly Lane[];
  readonly now: number;
  readonly isTrueScale: boolean;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}): ReactNode {
  const { lanes, now, isTrueScale, selected, onSelect } = props;
  const [frame, width] = useWidth();
  const shown = lanes.slice(0, MOST_LANES + (lanes[0]?.id === 'events' ? 1 : 0));
  const axis = timeAxis(momentsOf(shown, now), isTrueScale);
  const x = (moment: number) => TITLE + EDGE + axis.place(moment) * Math.max(0, width - TITLE - 2 * EDGE);
  const marks = shown.flatMap((lane, row) => lane.marks.map((mark) => ({ mark, row })));
  const ordered = marks.map(({ mark }) => mark).sort((a, b) => a.at - b.at);
  const current = selected ?? ordered.at(-1)?.id;
  const height = TOP + shown.length * LANE;
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const at = ordered.findIndex(({ id }) => id === current);
    const next = by === 0 ? undefined : ordered[Math.min(ordered.length - 1, Math.max(0, at + by))];
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
    event.currentTarget.querySelector<SVGGElement>(`[data-mark="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <div ref={frame} className={css.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset */}
      <svg
        width={width}
        height={height}
        role="group"
        aria-label={wordsOfCustomers.timelineMarks}
        className={css.lanes}
        onKeyDown={onKeyDown}
      >
        {shown.map((lane, row) => (
          <LaneLine key={lane.id} lane={lane} y={TOP + row * LANE} width={width} x={x} />
        ))}
        {axis.notches.map(({ at, length }) => (
          <Gap key={at} x={TITLE + EDGE + at * (width - TITLE - 2 * EDGE)} height={height} length={length} />
        ))}
        <line x1={x(now)} x2={x(now)} y1={TOP - 6} y2={height} className={css.now} />
        <text x={x(now)} y={12} className={css.nowText} textAnchor={axis.place(now) > 0.9 ? 'end' : 'middle'}>
          {words.now}
        </text>
        {marks.map(({ mark, row }) => (
          <MarkShape
            key={mark.id}
            mark={mark}
            x={x(mark.at)}
            y={TOP + row * LANE + LANE / 2}
            isCurrent={mark.id === current}
            isSelected={mark.id === selected}
            onSelect={() => onSelect(mark.id)}
          />
        ))}
      </svg>
      {lanes.length > shown.length && <p className={css.more}>{words.more(lanes.length - shown.length)}</p>}
    </div>
  );
}

function LaneLine(props: {
  readonly lane: Lane;
  readonly y: number;
  readonly width: number;
  readonly x: (moment: number) => number;
}): ReactNode {
  const { lane, y, width, x } = props;
  const middle = y + LANE / 2;
  return (
    <g>
      <line x1={0} x2={width} y1={y} y2={y} className={css.rule} />
      <text x={0} y={middle + 4} className={css.title}>
        {cut(lane.id === 'events' ? words.events : lane.title)}
      </text>
      {lane.bars.map(({ from, to, text, isAhead }) => (
        <rect
          key={`${from} ${text}`}
          x={x(from)}
          y={middle - BAR / 2}
          width={Math.max(2, x(to) - x(from))}
          height={BAR}
          rx={3}
          className={isAhead ? css.ahead : css.bar}
        >
          <title>{text}</title>
        </rect>
      ))}
    </g>
  );
}

const LONGEST_TITLE = 26;
const cut = (text: string) => (text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text);

function Gap({
  x,
  height,
  length,
}: {
  readonly x: number;
  readonly height: number;
  readonly length: number;
}): ReactNode {
  return (
    <g className={css.gap}>
      <path d={`M${x - 3} ${TOP - 4}V${height}M${x + 3} ${TOP - 4}V${height}`} />
      <text x={x} y={12} textAnchor="middle">
        {formatDuration(length).split(' ').slice(0, 2).join(' ')}
      </text>
    </g>
  );
}

/** A state has a shape as well as a colour. */
const shapes: Readonly<Record<string, { readonly d: string; readonly tone: string }>> = {
  accepted: { d: 'M-5 0 5 -5 5 5Z', tone: 'ok' },
  blocked: { d: 'M-5 -5 5 5M-5 5 5 -5', tone: 'blocked' },
  unknown: { d: 'M0 -6 6 0 0 6 -6 0Z', tone: 'doubt' },
  'failed-permanently': { d: 'M-5 5 0 -5 5 5Z', tone: 'bad' },
  'failed-temporarily': { d: 'M-5 5 0 -5 5 5Z', tone: 'bad' },
  deferred: { d: 'M-5 -5H5V5H-5Z', tone: 'wait' },
  requested: { d: 'M-5 -5H5V5H-5Z', tone: 'wait' },
  claimed: { d: 'M-5 -5H5V5H-5Z', tone: 'wait' },
  sending: { d: 'M-5 -5H5V5H-5Z', tone: 'wait' },
  task: { d: 'M-5 -4H5V4H-5Z', tone: 'way' },
  decision: { d: 'M0 -5 5 4H-5Z', tone: 'way' },
  entered: { d: 'M-4 -6V6L5 0Z', tone: 'way' },
  goal: { d: 'M0 -6 2 -2 6 -2 3 1 4 6 0 3 -4 6 -3 1 -6 -2 -2 -2Z', tone: 'ok' },
  ended: { d: 'M-1.5 -7H1.5V7H-1.5Z', tone: 'neutral' },
};
const dot = { d: 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0', tone: 'neutral' };

function MarkShape(props: {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}): ReactNode {
  const { mark, x, y, isCurrent, isSelected, onSelect } = props;
  const { d, tone } = shapes[mark.state] ?? dot;
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      role="button"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={mark.text}
      aria-pressed={isSelected}
      data-mark={mark.id}
      transform={`translate(${x} ${y})`}
      className={`${css.mark} ${css[tone]} ${mark.isAhead ? css.markAhead : ''}`}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onSelect();
        }
      }}
    >
      <circle r={12} className={css.target} />
      <path d={d} />
      <title>{mark.text}</title>
    </g>
  );
}

function useWidth(): readonly [React.RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width];
}
