import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { JourneyDefinition, Step, StepId } from '../../../../core/journey/definition/index.ts';
import { orderedPaths } from '../../../../core/journey/draw/ordered-paths.ts';
import { changeStep, renameStep, togglePath } from '../../../../core/journey/edit/change.ts';
import { atStart, optionalPaths, type PathPlace, withTarget } from '../../../../core/journey/edit/places.ts';
import { moveStep } from '../../../../core/journey/edit/remove.ts';
import { stepTypes } from '../../../../core/journey/steps/index.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Select } from '../../design/select.tsx';
import { wordsOfEditor } from '../../words/editor.ts';
import { iconOf } from '../canvas/icons.ts';
import panelCss from '../panel/panel.module.css';
import { placeInWords } from './add-step.tsx';
import css from './edit.module.css';
import { type FormNames, SchemaForm } from './schema-form.tsx';

const words = wordsOfEditor.panel;
const END = '(end)';

export interface DraftPanelProps {
  readonly definition: JourneyDefinition;
  readonly step: StepId;
  readonly names: FormNames;
  readonly problemAt: (where: string) => string | undefined;
  readonly onEdit: (definition: JourneyDefinition, about?: string) => void;
  readonly onRenamed: (id: StepId) => void;
  readonly onDelete: (keep: string | undefined) => void;
  readonly onCopy: () => void;
  readonly onClose: () => void;
  readonly takesFocus: boolean;
}

/** The form of a step, made of the schema of its type, and where each of its paths leads. */
export function DraftPanel(props: DraftPanelProps): ReactNode {
  const { definition, step: id, names, problemAt, onEdit, onClose, takesFocus } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step is another opening
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [id, takesFocus]);
  const step = definition.steps[id];
  if (!step) return null;
  const Icon = iconOf(step.type);
  const type = stepTypes.get(step.type);
  return (
    <aside
      className={panelCss.panel}
      aria-label={step.title ?? id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={panelCss.head}>
        <Icon aria-hidden="true" />
        <h2 ref={heading} tabIndex={-1}>
          {step.title ?? id}
        </h2>
        <IconButton label={words.close} icon={<X aria-hidden="true" />} onPress={onClose} />
      </header>
      <TextField
        label={words.title}
        value={step.title ?? ''}
        maxLength={200}
        onChange={(title) => {
          const { title: _before, ...rest } = step;
          onEdit(changeStep(definition, id, { ...rest, ...(title !== '' && { title }) } as Step), `${id}.title`);
        }}
      />
      {type && (
        <SchemaForm
          key={id}
          schema={type.schema}
          value={step}
          leftOut={['type', 'title', 'paths']}
          names={names}
          where={`steps.${id}`}
          problemAt={problemAt}
          onChange={(next, member) => onEdit(changeStep(definition, id, next as Step), `${id}.${member}`)}
        />
      )}
      <Paths {...props} step={step} id={id} />
      <Rename {...props} />
      <Acts {...props} />
    </aside>
  );
}

function Paths({
  definition,
  id,
  step,
  onEdit,
}: Pick<DraftPanelProps, 'definition' | 'onEdit'> & { id: StepId; step: Step }): ReactNode {
  const paths = orderedPaths(step);
  const targets = [
    { value: END, label: words.end },
    ...Object.entries(definition.steps)
      .filter(([each]) => each !== id)
      .map(([each, { title }]) => ({ value: each, label: title ?? each })),
  ];
  return (
    <section className={css.paths}>
      {paths.length > 0 && <h3>{words.paths}</h3>}
      {paths.map(([path, to]) => (
        <Select
          key={path}
          label={words.goesOn(path)}
          choices={targets}
          value={to ?? END}
          onChange={(next) => onEdit(withTarget(definition, { from: id, path }, next === END ? null : next))}
        />
      ))}
      {optionalPaths(step).map((path) => (
        <div key={path}>
          <Button isSmall kind="quiet" onPress={() => onEdit(togglePath(definition, id, path))}>
            {Object.hasOwn(step.paths, path) ? words.takePath(path) : words.addPath(path)}
          </Button>
        </div>
      ))}
    </section>
  );
}

function Rename({ definition, step: id, onEdit, onRenamed }: DraftPanelProps): ReactNode {
  const [typed, setTyped] = useState(id);
  useEffect(() => setTyped(id), [id]);
  const renamed = typed === id ? undefined : renameStep(definition, id, typed);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!renamed) return;
        onEdit(renamed);
        onRenamed(typed);
      }}
    >
      <TextField
        label={words.id}
        isCode
        value={typed}
        onChange={setTyped}
        problem={typed === id || renamed ? undefined : words.badId}
      />
      {renamed && (
        <div>
          <Button isSmall type="submit">
            {words.rename}
          </Button>
        </div>
      )}
    </form>
  );
}

function Acts({ definition, step: id, onEdit, onDelete, onCopy }: DraftPanelProps): ReactNode {
  const paths = orderedPaths(definition.steps[id]).filter(([, to]) => to !== null && to !== id);
  const places: readonly PathPlace[] = [
    atStart,
    ...Object.entries(definition.steps).flatMap(([from, step]) =>
      from === id ? [] : Object.keys(step.paths).map((path) => ({ from, path })),
    ),
  ];
  return (
    <section className={css.paths}>
      <Select
        label={words.move}
        choices={[
          { value: '', label: words.moveWhere },
          ...places.map((place, index) => ({ value: String(index), label: placeInWords(definition, place) })),
        ]}
        value=""
        onChange={(index) => {
          const place = places[Number(index)];
          if (index !== '' && place) onEdit(moveStep(definition, id, place));
        }}
      />
      <div className={css.acts}>
        <Button isSmall onPress={onCopy}>
          {words.copy}
        </Button>
        {paths.length < 2 ? (
          <Button isSmall kind="danger" onPress={() => onDelete(undefined)}>
            {words.delete}
          </Button>
        ) : (
          paths.map(([path]) => (
            <Button key={path} isSmall kind="danger" onPress={() => onDelete(path)}>
              {words.deleteKeeping(path)}
            </Button>
          ))
        )}
      </div>
    </section>
  );
}
