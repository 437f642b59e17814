import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Problem as Finding } from '../../../../../core/base/problem.ts';
import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import { differenceOf } from '../../../../../core/journey/difference/index.ts';
import { useWrite } from '../../../api/client.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Checkbox } from '../../../design/field.tsx';
import { Section } from '../../../design/page.tsx';
import { Problem } from '../../../design/problem.tsx';
import { showToast } from '../../../design/toast.tsx';
import type { StoredDraft } from '../../../journey/edit/use-draft.ts';
import { wordsOfEditor } from '../../../words/editor.ts';
import css from '../journey.module.css';
import {
  bodyOf,
  EntryOfPlan,
  openRuns,
  type RunsChoice,
  RunsUnderWay,
  unplacedSteps,
  usePlan,
} from './runs-under-way.tsx';

const words = wordsOfEditor.publishing;

export interface PublishDialogProps {
  readonly stored: StoredDraft;
  readonly definition: JourneyDefinition;
  readonly live: { readonly version: number; readonly definition: JourneyDefinition } | undefined;
  readonly newest: number;
  readonly revision: number;
  readonly isSaved: boolean;
  readonly errors: readonly Finding[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** What publishing changes, whom it meets, and what becomes of them; then the revision that is shown, or nothing. */
export function PublishDialog(props: PublishDialogProps): ReactNode {
  const { stored, definition, live, newest, revision, isSaved, errors, isOpen, onClose } = props;
  const { id } = stored;
  const navigate = useNavigate();
  const [choice, setChoice] = useState<RunsChoice>({ act: 'stay', map: {}, reason: '' });
  const isKeptInCode = stored.keptIn === 'code';
  const [keeps, setKeeps] = useState(false);
  const plan = usePlan(definition, choice, isOpen && isSaved && errors.length === 0);
  const publish = useWrite('post', '/v1/journeys/{id}/draft/publish', {
    onDone({ version }) {
      showToast({ text: words.done(version) });
      void navigate({ to: '/journeys/$id', params: { id } });
    },
  });
  const changes = live ? differenceOf(live.definition, definition) : undefined;
  const [journey] = plan.data?.journeys ?? [];
  const open = journey ? openRuns(journey) : 0;
  const isUnplaced = choice.act === 'migrate' && unplacedSteps(id, plan.data).length > 0;
  const send = () =>
    publish.mutate({
      path: { id },
      header: { 'If-Match': `"${revision}"` },
      body: {
        runs: bodyOf(id, choice),
        ...(isKeptInCode && { keepInConsole: keeps }),
      },
    });
  return (
    <Dialog
      title={words.title}
      isOpen={isOpen}
      onClose={onClose}
      isWide
      actions={
        <Button
          kind="primary"
          isDisabled={!isSaved || errors.length > 0 || publish.isPending || isUnplaced || (isKeptInCode && !keeps)}
          onPress={send}
        >
          {words.act(journey?.version ?? newest + 1, open, choice.act)}
        </Button>
      }
    >
      {errors.length > 0 && <p>{words.fix}</p>}
      {!isSaved && <p>{words.unsaved}</p>}
      {publish.error && <Problem error={publish.error} />}
      <Section title={words.changes}>
        {changes === undefined && <p>{words.first}</p>}
        {changes?.length === 0 && <p>{words.none}</p>}
        {changes && changes.length > 0 && (
          <ul className={css.changes}>
            {changes.map(({ text, kind }) => (
              <li key={text} data-kind={kind}>
                {text}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {errors.length === 0 && (
        <Section title={words.inside}>
          <RunsUnderWay definition={definition} plan={plan} choice={choice} onChange={setChoice} />
        </Section>
      )}
      {journey && (journey.entry || journey.overlaps.length > 0) && (
        <Section title={words.enters}>
          <EntryOfPlan journey={journey} />
        </Section>
      )}
      {isKeptInCode && <Checkbox label={words.keep} isSelected={keeps} onChange={setKeeps} />}
    </Dialog>
  );
}
