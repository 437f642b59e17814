import type { ReactNode } from 'react';
import type { Problem as Finding } from '../../../../../core/base/problem.ts';
import { definitionSchema, type JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import css from '../../../journey/edit/edit.module.css';
import { SchemaForm } from '../../../journey/edit/schema-form.tsx';
import type { DraftEditing } from '../../../journey/edit/use-draft.ts';
import { useFormNames } from './form-names.ts';
import { problemIn } from './use-problems.ts';

/** What is said of the whole journey: its entry, exits, goal and limits. */
export function Settings({
  definition,
  problems,
  onEdit,
}: {
  readonly definition: JourneyDefinition;
  readonly problems: readonly Finding[];
  readonly onEdit: DraftEditing['edit'];
}): ReactNode {
  const names = useFormNames();
  const problemAt = problemIn(problems);
  return (
    <div className={css.settings}>
      <SchemaForm
        schema={definitionSchema}
        value={definition}
        leftOut={['id', 'start', 'steps']}
        names={names}
        where=""
        problemAt={problemAt}
        onChange={(next, member) => {
          // The frame must keep its form, else the picture could not be drawn: what has another form waits in its field.
          if (definitionSchema.safeParse(next).success) onEdit(next as unknown as JourneyDefinition, `frame.${member}`);
        }}
      />
    </div>
  );
}
