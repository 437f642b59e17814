import { Flag, LogIn, Zap } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useMemo, useRef, useState } from 'react';
import type { JourneyDefinition, StepId } from '../../../../core/journey/definition/index.ts';
import { type OutlineRow, outline } from '../../../../core/journey/draw/outline.ts';
import { structureOf } from '../../../../core/journey/draw/structure.ts';
import { summaryOf } from '../../../../core/journey/draw/summary.ts';
import { wordsOfCanvas as canvasWords } from '../../words/canvas.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import type { CardLook, JourneyView, LineLook } from '../canvas/canvas-view.ts';
import { headInWords } from '../canvas/cards.tsx';
import { iconOf } from '../canvas/icons.ts';
import { foldedAway, keyOfRow, parentRow } from './fold.ts';
import css from './outline.module.css';

export interface OutlineProps {
  readonly definition: JourneyDefinition;
  readonly view: JourneyView;
  readonly selected: StepId | undefined;
  readonly onSelect: (step: StepId) => void;
  readonly onOpen: (step: StepId) => void;
}

/** The journey as a tree of rows: the same steps, paths and numbers as on the canvas, read from top to bottom. */
export function Outline({ definition, view, selected, onSelect, onOpen }: OutlineProps): ReactNode {
  const rows = useMemo(() => outline(definition, structureOf(definition)), [definition]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => foldedAway(rows, folded), [rows, folded]);
  const tree = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string>();
  const active =
    shown.find((row) => keyOfRow(row) === current) ??
    shown.find((row) => row.kind === 'step' && row.step === selected) ??
    shown[0];

  const go = (row: OutlineRow | undefined) => {
    if (!row) return;
    setCurrent(keyOfRow(row));
    if (row.kind === 'step') onSelect(row.step);
    tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(keyOfRow(row))}"]`)?.focus();
  };
  const fold = (row: OutlineRow, isFolded: boolean) => {
    const next = new Set(folded);
    if (isFolded) next.add(keyOfRow(row));
    else next.delete(keyOfRow(row));
    setFolded(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!active) return;
    const at = shown.indexOf(active);
    const isFolded = folded.has(keyOfRow(active));
    const acts = new Map<string, () => void>([
      ['ArrowDown', () => go(shown[at + 1])],
      ['ArrowUp', () => go(shown[at - 1])],
      ['Home', () => go(shown[0])],
      ['End', () => go(shown.at(-1))],
      ['ArrowRight', () => (isFolded ? fold(active, false) : go(shown[at + 1]))],
      ['ArrowLeft', () => (hasChildren(rows, active) && !isFolded ? fold(active, true) : go(parentRow(shown, active)))],
      ['Enter', () => 'step' in active && onOpen(active.step)],
    ]);
    const act = acts.get(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const titleOf = (step: StepId) => definition.steps[step]?.title ?? step;
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={words.outline.label(definition.title ?? definition.id)}
      className={css.tree}
      onKeyDown={onKeyDown}
      data-outline
    >
      {shown.map((row) => {
        const key = keyOfRow(row);
        return (
          <Row
            key={key}
            id={key}
            row={row}
            definition={definition}
            titleOf={titleOf}
            card={row.kind === 'step' ? view.card(row.step) : undefined}
            line={
              row.kind === 'path'
                ? view.line({ from: row.step, path: row.path, to: row.goesOn?.to ?? null })
                : undefined
            }
            entry={row.kind === 'head' && row.of === 'entry' ? (view.entry ?? view.entryAside) : undefined}
            isActive={row === active}
            isSelected={row.kind === 'step' && row.step === selected}
            isFolded={hasChildren(rows, row) ? folded.has(key) : undefined}
            onGo={() => go(row)}
            onOpen={() => (row.kind === 'step' ? onOpen(row.step) : fold(row, !folded.has(key)))}
          />
        );
      })}
    </div>
  );
}

function hasChildren(rows: readonly OutlineRow[], row: OutlineRow): boolean {
  const next = rows[rows.indexOf(row) + 1];
  return next !== undefined && next.level > row.level;
}

interface RowProps {
  readonly id: string;
  readonly row: OutlineRow;
  readonly definition: JourneyDefinition;
  readonly titleOf: (step: StepId) => string;
  readonly card: CardLook | undefined;
  readonly line: LineLook | undefined;
  readonly entry: ReactNode;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isFolded: boolean | undefined;
  readonly onGo: () => void;
  readonly onOpen: () => void;
}

const Row = memo(function Row(props: RowProps): ReactNode {
  const { id, row, card, line, isActive, isSelected, isFolded, onGo, onOpen } = props;
  const isFaded = card?.isFaded ?? line?.isFaded;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      role="treeitem"
      aria-level={row.level + 1}
      aria-selected={isSelected}
      {...(isFolded !== undefined && { 'aria-expanded': !isFolded })}
      tabIndex={isActive ? 0 : -1}
      data-row={id}
      data-kind={row.kind}
      data-faded={isFaded || undefined}
      data-way={card?.isOnWay || line?.isOnWay || undefined}
      data-mark={card?.mark}
      className={css.row}
      style={{ paddingInlineStart: 12 + row.level * 20 }}
      onClick={() => {
        onGo();
        onOpen();
      }}
    >
      <RowContent {...props} />
    </div>
  );
});

function RowContent({ row, definition, titleOf, card, line, entry }: RowProps): ReactNode {
  if (row.kind === 'head') {
    const Icon = row.of === 'entry' ? LogIn : row.of === 'interrupt' ? Zap : Flag;
    const head = { kind: row.of, interrupt: row.part.interrupt, root: row.part.root, x: 0, y: 0 };
    return (
      <>
        <Icon aria-hidden="true" />
        <span className={css.title}>{canvasWords[row.of]}</span>
        <span className={css.summary}>{headInWords(definition, head)}</span>
        <span className={css.aside}>{entry}</span>
      </>
    );
  }
  const end = row.goesOn && (
    <span className={css.goesOn}>
      {row.goesOn.to === null
        ? words.outline.end
        : `${row.goesOn.isLoop ? words.outline.loop : words.outline.goesOn} ${titleOf(row.goesOn.to)}`}
    </span>
  );
  if (row.kind === 'path')
    return (
      <>
        <span className={css.path}>{row.path}</span>
        {end}
        <span className={css.aside}>{line?.aside}</span>
      </>
    );
  const step = definition.steps[row.step];
  const Icon = iconOf(step?.type ?? '');
  return (
    <>
      <Icon aria-hidden="true" />
      <span className={css.number}>{row.number}</span>
      <span className={css.title}>{titleOf(row.step)}</span>
      <span className={css.summary}>{step && summaryOf(step)}</span>
      {end}
      {card?.mark && <span className={css.mark}>{card.mark}</span>}
      <span className={css.aside}>
        {card?.foot} {card?.aside} {card?.outlineAside}
      </span>
    </>
  );
}
