import '@xyflow/react/dist/base.css';
import {
  MiniMap,
  type Node,
  Panel,
  ReactFlow,
  type ReactFlowInstance,
  type Viewport,
  ViewportPortal,
} from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { JourneyDefinition, StepId } from '../../../../core/journey/definition/index.ts';
import { sizes } from '../../../../core/journey/draw/geometry.ts';
import { type Drawing, lanes } from '../../../../core/journey/draw/lanes.ts';
import { type Direction, neighbourOf } from '../../../../core/journey/draw/neighbours.ts';
import { IconButton } from '../../design/button.tsx';
import { wordsOfCanvas as words } from '../../words/canvas.ts';
import { AnyTime } from './any-time.tsx';
import css from './canvas.module.css';
import { CanvasContext, type JourneyView } from './canvas-view.ts';
import { HeadCard, type HeadNode, StepCard, type StepNode } from './cards.tsx';
import { Paths } from './paths.tsx';
import { stepInWords } from './step-in-words.ts';

export interface CanvasProps {
  readonly definition: JourneyDefinition;
  readonly view: JourneyView;
  readonly selected: StepId | undefined;
  /** By arrow keys and by finding; the panel stays as it is. */
  readonly onSelect: (step: StepId) => void;
  /** By Enter or a click: the panel shows the step. */
  readonly onOpen: (step: StepId) => void;
}

const nodeTypes = { step: StepCard, head: HeadCard };
const MAP_FROM = 30;
const ANY_TIME_WIDTH = 264;
const SMALL_BELOW = 0.5;
const arrows: Readonly<Record<string, Direction>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The picture of a journey to look at: positions are computed, nothing is dragged. One tab stop with keys of its own. */
export function Canvas(props: CanvasProps): ReactNode {
  const { definition, view, selected, onSelect, onOpen } = props;
  const drawing = useMemo(() => lanes(definition), [definition]);
  const nodes = useMemo(() => nodesOf(definition, drawing), [definition, drawing]);
  const frame = useRef<HTMLDivElement>(null);
  const flow = useRef<ReactFlowInstance>(undefined);
  const [spoken, setSpoken] = useState('');
  const isNarrow = useIsNarrow();
  const titleOf = useCallback((step: StepId) => definition.steps[step]?.title ?? step, [definition]);
  const state = useMemo(() => ({ view, selected, onOpen, titleOf }), [view, selected, onOpen, titleOf]);

  useEffect(() => {
    if (selected === undefined || !flow.current || !frame.current) return;
    const card = drawing.cards.find(({ step }) => step === selected);
    if (card) bringIntoView(flow.current, frame.current, card);
  }, [selected, drawing]);

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = arrows[event.key];
    const from = selected ?? definition.start;
    if (direction !== undefined) {
      event.preventDefault();
      const next = selected === undefined ? from : (neighbourOf(drawing.structure, from, direction) ?? from);
      onSelect(next);
      setSpoken(stepInWords(definition, drawing, next, view));
    } else if (event.key === 'Home') {
      event.preventDefault();
      onSelect(definition.start);
      setSpoken(stepInWords(definition, drawing, definition.start, view));
    } else if (event.key === 'Enter') onOpen(from);
  };
  const noteZoom = (_event: unknown, { zoom }: Viewport) => {
    frame.current?.toggleAttribute('data-small', zoom < SMALL_BELOW);
  };
  return (
    <CanvasContext value={state}>
      {isNarrow && <AnyTime definition={definition} isStrip />}
      <section
        ref={frame}
        className={css.canvas}
        aria-label={words.canvas(definition.title ?? definition.id)}
        aria-describedby="canvas-help"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the one tab stop of the canvas
        tabIndex={0}
        onKeyDown={onKeyDown}
        data-canvas
      >
        <p id="canvas-help" className="visually-hidden">
          {words.help}
        </p>
        <p className="visually-hidden" aria-live="polite">
          {spoken}
        </p>
        <ReactFlow
          nodes={nodes}
          edges={[]}
          nodeTypes={nodeTypes}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          disableKeyboardA11y
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={0.1}
          maxZoom={1.5}
          onlyRenderVisibleElements={drawing.cards.length > MAP_FROM}
          onInit={(instance) => {
            flow.current = instance as unknown as ReactFlowInstance;
            if (frame.current) void instance.setViewport(firstView(drawing, frame.current, isNarrow));
            noteZoom(undefined, instance.getViewport());
          }}
          onMove={noteZoom}
        >
          <Paths drawing={drawing} />
          {!isNarrow && (
            <ViewportPortal>
              <div
                style={{
                  position: 'absolute',
                  pointerEvents: 'all',
                  top: 0,
                  width: ANY_TIME_WIDTH,
                  left: -ANY_TIME_WIDTH - 48,
                }}
              >
                <AnyTime definition={definition} />
              </div>
            </ViewportPortal>
          )}
          {drawing.cards.length >= MAP_FROM && (
            <MiniMap
              ariaLabel={words.map}
              pannable
              zoomable
              nodeClassName={css.mapNode ?? ''}
              className={css.map ?? ''}
            />
          )}
          <Panel position="top-right" className={css.zoom ?? ''}>
            <IconButton
              label={words.zoomIn}
              icon={<Plus aria-hidden="true" />}
              onPress={() => void flow.current?.zoomIn()}
            />
            <IconButton
              label={words.zoomOut}
              icon={<Minus aria-hidden="true" />}
              onPress={() => void flow.current?.zoomOut()}
            />
            <IconButton
              label={words.wholeJourney}
              icon={<Maximize aria-hidden="true" />}
              onPress={() => void flow.current?.fitView({ padding: 0.08 })}
            />
          </Panel>
        </ReactFlow>
      </section>
    </CanvasContext>
  );
}

function nodesOf(definition: JourneyDefinition, { cards, heads }: Drawing): Node<StepNode | HeadNode>[] {
  const { width, height } = sizes.card;
  const frame = { width, height, draggable: false, selectable: false };
  return [
    ...heads.map((head) => ({
      ...frame,
      id: `head ${head.root}`,
      type: 'head',
      position: { x: head.x, y: head.y },
      data: { definition, head },
    })),
    ...cards.map(({ step, x, y }) => ({
      ...frame,
      id: step,
      type: 'step',
      position: { x, y },
      data: { definition, step },
    })),
  ];
}

/** All of it where that can be read; else its top, at a size that can. */
function firstView({ width, height }: Drawing, frame: HTMLElement, isNarrow: boolean): Viewport {
  const left = isNarrow ? 0 : ANY_TIME_WIDTH + 48;
  const [room, tall] = [frame.clientWidth - 48, frame.clientHeight - 40];
  const fits = Math.min(1, room / (width + left), tall / height);
  const zoom = Math.max(0.8, fits);
  const spare = Math.max(0, (room - (width + left) * zoom) / 2);
  return { x: 24 + spare + left * zoom, y: 20, zoom };
}

function bringIntoView(flow: ReactFlowInstance, frame: HTMLElement, card: { x: number; y: number }): void {
  const { x, y, zoom } = flow.getViewport();
  const { width, height } = sizes.card;
  const [left, top] = [card.x * zoom + x, card.y * zoom + y];
  const isInView =
    left >= 8 &&
    top >= 8 &&
    left + width * zoom <= frame.clientWidth - 8 &&
    top + height * zoom <= frame.clientHeight - 8;
  if (isInView) return;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  void flow.setCenter(card.x + width / 2, card.y + height / 2, { zoom, ...(!isStill && { duration: 180 }) });
}

const narrow = '(max-width: 1200px)';

/** Under 1200 px what watches the whole journey stands above the canvas. */
function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches);
  useEffect(() => {
    const media = matchMedia(narrow);
    const change = () => setNarrow(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  return isNarrow;
}
