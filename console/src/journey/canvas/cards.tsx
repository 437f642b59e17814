import { Flag, LogIn, Zap } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import {
  getEntryKind,
  getInterruptKind,
  type JourneyDefinition,
  type StepId,
} from '../../../../core/journey/definition/index.ts';
import type { DrawnHead } from '../../../../core/journey/draw/geometry.ts';
import { summaryOf } from '../../../../core/journey/draw/summary.ts';
import { wordsOfCanvas as words } from '../../words/canvas.ts';
import css from './canvas.module.css';
import { type CardLook, useCanvas } from './canvas-view.ts';
import { iconOf } from './icons.ts';

/** The id of a card in the page, for whatever points at it. */
export function cardId(step: StepId): string {
  return `step-${step}`;
}

export interface StepNode extends Record<string, unknown> {
  readonly definition: JourneyDefinition;
  readonly step: StepId;
}

/** A step: icon, title and settings; what a mode adds comes by the view and not by the node. */
export const StepCard = memo(function StepCard({ data: { definition, step } }: { data: StepNode }): ReactNode {
  const { view, selected, onOpen } = useCanvas();
  const found = definition.steps[step];
  if (!found) return null;
  const summary = found.type === 'exit' ? `exit: ${summaryOf(found)}` : summaryOf(found);
  return (
    <Card
      step={step}
      type={found.type}
      title={found.title ?? step}
      summary={summary}
      comesFromAnywhere={definition.on?.some(({ jump }) => jump === step) ?? false}
      look={view.card(step)}
      isSelected={selected === step}
      onOpen={onOpen}
    />
  );
});

interface CardProps {
  readonly step: StepId;
  readonly type: string;
  readonly title: string;
  readonly summary: string;
  /** An interrupt jumps here: it has no line to every step. */
  readonly comesFromAnywhere: boolean;
  readonly look: CardLook;
  readonly isSelected: boolean;
  readonly onOpen: (step: StepId) => void;
}

function Card(props: CardProps): ReactNode {
  const { step, type, title, summary, comesFromAnywhere, look, isSelected, onOpen } = props;
  const Icon = iconOf(type);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the canvas has the keys, as one tab stop
    // biome-ignore lint/a11y/noStaticElementInteractions: the canvas has the keys, as one tab stop
    <div
      id={cardId(step)}
      className={css.card}
      data-selected={isSelected || undefined}
      data-faded={look.isFaded || undefined}
      data-ringed={look.isRinged || undefined}
      data-way={look.isOnWay || undefined}
      data-ahead={look.isAhead || undefined}
      data-mark={look.mark}
      onClick={() => onOpen(step)}
    >
      <span className={css.icon}>
        <Icon aria-hidden="true" />
      </span>
      <div className={css.texts}>
        <div className={css.titleRow}>
          <span className={css.title} title={title}>
            {title}
          </span>
          {look.aside}
        </div>
        <span className={css.summary} title={summary}>
          {summary}
        </span>
        {look.foot !== undefined && <div className={css.foot}>{look.foot}</div>}
      </div>
      {comesFromAnywhere && (
        <span className={`${css.mark} ${css.from}`}>
          <Zap aria-hidden="true" />
          {words.fromAnywhere}
        </span>
      )}
      {look.mark && <span className={css.mark}>{look.mark}</span>}
    </div>
  );
}

export interface HeadNode extends Record<string, unknown> {
  readonly definition: JourneyDefinition;
  readonly head: DrawnHead;
}

/** What a part begins with: the entry, or the event of an interrupt. */
export const HeadCard = memo(function HeadCard({ data: { definition, head } }: { data: HeadNode }): ReactNode {
  const { view } = useCanvas();
  const isEntry = head.kind === 'entry';
  const Icon = isEntry ? LogIn : head.kind === 'interrupt' ? Zap : Flag;
  return (
    <div className={`${css.card} ${css.head}`} data-kind={head.kind}>
      <span className={css.icon}>
        <Icon aria-hidden="true" />
      </span>
      <div className={css.texts}>
        <div className={css.titleRow}>
          <span className={css.title}>{words[head.kind]}</span>
          {isEntry && view.entry}
        </div>
        <span className={css.headText} title={headInWords(definition, head)}>
          {headInWords(definition, head)}
        </span>
      </div>
    </div>
  );
});

export function headInWords(definition: JourneyDefinition, { kind, interrupt }: DrawnHead): string {
  if (kind === 'entry') return definition.entry.map((rule) => getEntryKind(rule).describe(rule)).join(' · ');
  const rule = definition.on?.find(({ id }) => id === interrupt);
  return rule ? getInterruptKind(rule).describe(rule) : '';
}
