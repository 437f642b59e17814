import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react';
import type { JourneyDefinition, StepId } from '../../../../core/journey/definition/index.ts';
import { structureOf } from '../../../../core/journey/draw/structure.ts';
import { Combo } from '../../design/combo.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import type { JourneyView } from '../../journey/canvas/canvas-view.ts';
import { Outline } from '../../journey/outline/outline.tsx';
import { StepPanel } from '../../journey/panel/step-panel.tsx';
import { useKeys } from '../../keys/keys.ts';
import { wordsOfCanvas as words } from '../../words/canvas.ts';
import css from './journey.module.css';
import type { ModeProps } from './use-journey.ts';

/** The library of the canvas comes only with the canvas. */
const Canvas = lazy(async () => ({ default: (await import('../../journey/canvas/canvas.tsx')).Canvas }));

/** The canvas or the outline, with the panel of the chosen step beside it. */
export function Faces(props: {
  readonly definition: JourneyDefinition;
  readonly view: JourneyView;
  readonly search: Pick<ModeProps['search'], 'face' | 'step'>;
  readonly change: (changes: { readonly step?: StepId | undefined }, options?: { replace?: boolean }) => void;
  /** Above the picture: filters, a summary, a scrubber. */
  readonly head?: ReactNode;
  /** In the panel of a step. */
  readonly panel?: (step: StepId) => ReactNode;
  /** Is told which step is chosen, with or without its panel. */
  readonly onChosen?: (step: StepId) => void;
  /** In place of the panel. */
  readonly stepPanel?:
    | ((step: StepId, by: { readonly close: () => void; readonly takesFocus: boolean }) => ReactNode)
    | undefined;
}): ReactNode {
  const { definition, view, search, change, head, panel, stepPanel, onChosen } = props;
  const { face, step } = search;
  const frame = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<StepId | undefined>(step);
  const [byKeyboard, setByKeyboard] = useState(false);
  const open = (id: StepId) => {
    setCurrent(id);
    onChosen?.(id);
    setByKeyboard(frame.current?.contains(document.activeElement) ?? false);
    change({ step: id }, { replace: true });
  };
  const close = () => {
    change({ step: undefined }, { replace: true });
    frame.current?.querySelector<HTMLElement>('[data-canvas], [role="treeitem"][tabindex="0"]')?.focus();
  };
  const select = (id: StepId) => {
    setCurrent(id);
    onChosen?.(id);
    setByKeyboard(false); // the focus stays on the canvas while arrow keys move
    if (step !== undefined) change({ step: id }, { replace: true });
  };
  const shown = { definition, view, selected: step ?? current, onSelect: select, onOpen: open };
  return (
    <div className={css.faces}>
      <div className={css.bar}>
        {head}
        <FindStep definition={definition} onFind={(id) => setCurrent(id)} />
      </div>
      <div className={css.picture} ref={frame}>
        <div className={css.face}>
          {face === 'outline' ? (
            <Outline {...shown} />
          ) : (
            <Suspense fallback={<Skeleton height={480} />}>
              <Canvas {...shown} />
            </Suspense>
          )}
        </div>
        {step !== undefined && definition.steps[step] && stepPanel?.(step, { close, takesFocus: byKeyboard })}
        {step !== undefined && definition.steps[step] && !stepPanel && (
          <StepPanel definition={definition} step={step} onClose={close} onStep={open} takesFocus={byKeyboard}>
            {panel?.(step)}
          </StepPanel>
        )}
      </div>
    </div>
  );
}

/** "/" goes there; what is chosen is brought into view. */
function FindStep({
  definition,
  onFind,
}: {
  definition: JourneyDefinition;
  onFind: (step: StepId) => void;
}): ReactNode {
  const field = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState('');
  useKeys([{ keys: '/', what: words.keys.find, act: () => field.current?.querySelector('input')?.focus() }]);
  const choices = useMemo(
    () =>
      structureOf(definition).order.map((id) => {
        const title = definition.steps[id]?.title;
        return { value: id, label: title ?? id, ...(title !== undefined && { help: id }) };
      }),
    [definition],
  );
  return (
    <div ref={field} className={css.find}>
      <Combo
        label={words.find}
        hasHiddenLabel
        placeholder={words.findPlaceholder}
        choices={choices}
        value={found}
        onChange={(id) => {
          setFound(id);
          if (id !== '') onFind(id);
        }}
      />
    </div>
  );
}
