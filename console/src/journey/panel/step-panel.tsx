import { X } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { describeCondition } from '../../../../core/condition/describe.ts';
import type { JourneyDefinition, Step, StepId } from '../../../../core/journey/definition/index.ts';
import { valueInWords } from '../../../../core/journey/difference/settings.ts';
import { orderedPaths } from '../../../../core/journey/draw/ordered-paths.ts';
import { summaryOf } from '../../../../core/journey/draw/summary.ts';
import { stepTypes } from '../../../../core/journey/steps/index.ts';
import { IconButton } from '../../design/button.tsx';
import { Code } from '../../design/code.tsx';
import { wordsOfJourney as words } from '../../words/journey.ts';
import { iconOf } from '../canvas/icons.ts';
import css from './panel.module.css';

export interface StepPanelProps {
  readonly definition: JourneyDefinition;
  readonly step: StepId;
  readonly onClose: () => void;
  readonly onStep: (step: StepId) => void;
  /** What a mode says of the step, such as its numbers. */
  readonly children?: ReactNode;
  /** It was opened by keyboard: then the focus goes to its heading. */
  readonly takesFocus: boolean;
}

/** Everything of one step: its settings, its paths with their conditions, and what the mode adds. */
export function StepPanel({ definition, step, onClose, onStep, children, takesFocus }: StepPanelProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is another opening
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [step, takesFocus]);
  const found = definition.steps[step];
  if (!found) return null;
  const Icon = iconOf(found.type);
  return (
    <aside
      className={css.panel}
      aria-label={found.title ?? step}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={css.head}>
        <Icon aria-hidden="true" />
        <h2 ref={heading} tabIndex={-1}>
          {found.title ?? step}
        </h2>
        <IconButton label={words.panel.close} icon={<X aria-hidden="true" />} onPress={onClose} />
      </header>
      <p className={css.summary}>{summaryOf(found)}</p>
      {children}
      <Settings step={found} id={step} />
      <PathList definition={definition} step={found} onStep={onStep} />
    </aside>
  );
}

function Settings({ step, id }: { step: Step; id: StepId }): ReactNode {
  const { type, title: _title, paths: _paths, ...settings } = step;
  return (
    <section>
      <h3>{words.panel.settings}</h3>
      <dl className={css.list}>
        <dt>{words.panel.id}</dt>
        <dd>
          <Code>{id}</Code>
        </dd>
        <dt>{words.panel.type}</dt>
        <dd>{type}</dd>
        {Object.entries(settings).map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{settingInWords(value)}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function settingInWords(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  if (Array.isArray(value)) return value.map(itemInWords).join(' · ');
  return valueInWords(value);
}

/** An entry of a list of branches or events: its path, and what it is about. */
function itemInWords(item: unknown): string {
  if (typeof item !== 'object' || item === null) return valueInWords(item);
  const { path, when, where, event, ...rest } = item as Record<string, unknown>;
  const condition = when ?? where;
  const parts = [
    typeof event === 'string' ? event : undefined,
    condition ? describeCondition(condition as never) : undefined,
    Object.keys(rest).length > 0 ? valueInWords(rest) : undefined,
  ].filter((part) => part !== undefined);
  return typeof path === 'string' ? `${path}: ${parts.join(', ')}` : parts.join(', ');
}

function PathList({
  definition,
  step,
  onStep,
}: {
  definition: JourneyDefinition;
  step: Step;
  onStep: (step: StepId) => void;
}): ReactNode {
  const paths = orderedPaths(step);
  if (paths.length === 0) return null;
  const type = stepTypes.get(step.type);
  return (
    <section>
      <h3>{words.panel.paths}</h3>
      <ul className={css.paths}>
        {paths.map(([path, to]) => (
          <li key={path}>
            <strong>{path}</strong> <span className={css.why}>{type?.describePath?.(step, path)}</span>
            <br />
            {to === null ? (
              words.panel.ends
            ) : (
              <button type="button" className={css.link} onClick={() => onStep(to)}>
                {words.panel.goesTo(definition.steps[to]?.title ?? to)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
