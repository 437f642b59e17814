import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Problem as Finding } from '../../../../../core/base/problem.ts';
import type { JourneyDefinition } from '../../../../../core/journey/definition/index.ts';
import { differenceOf } from '../../../../../core/journey/difference/index.ts';
import { useRead, useWrite } from '../../../api/client.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Checkbox, TextField } from '../../../design/field.tsx';
import { Section } from '../../../design/page.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Select } from '../../../design/select.tsx';
import { showToast } from '../../../design/toast.tsx';
import type { StoredDraft } from '../../../journey/edit/use-draft.ts';
import { wordsOfEditor } from '../../../words/editor.ts';
import css from '../journey.module.css';

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
  const [underWay, setUnderWay] = useState<'stay' | 'exit'>('stay');
  const [reason, setReason] = useState('replaced');
  const isKeptInCode = stored.keptIn === 'code';
  const [keeps, setKeeps] = useState(false);
  const numbers = useRead(
    '/v1/journeys/{id}/steps',
    { path: { id }, query: {} },
    { isEnabled: isOpen && live !== undefined },
  );
  const publish = useWrite('post', '/v1/journeys/{id}/draft/publish', {
    onDone({ version }) {
      showToast({ text: words.done(version) });
      void navigate({ to: '/journeys/$id', params: { id } });
    },
  });
  const changes = live ? differenceOf(live.definition, definition) : undefined;
  const open = numbers.data?.open ?? 0;
  const waiting = (numbers.data?.steps ?? []).filter((each) => each.waiting > 0);
  const titleOf = (step: string) => live?.definition.steps[step]?.title ?? step;
  const isChanged = (step: string) =>
    JSON.stringify(live?.definition.steps[step]) !== JSON.stringify(definition.steps[step]);
  const send = () =>
    publish.mutate({
      path: { id },
      header: { 'If-Match': `"${revision}"` },
      body: {
        runs: { act: underWay, ...(underWay === 'exit' && { reason }) },
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
          isDisabled={!isSaved || errors.length > 0 || publish.isPending || (isKeptInCode && !keeps)}
          onPress={send}
        >
          {words.act(newest + 1, open, underWay)}
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
      <Section title={words.inside}>
        {open === 0 ? (
          <p>{words.nobody}</p>
        ) : (
          <>
            <p>{words.open(open)}</p>
            <ul className={css.changes}>
              {waiting.map(({ step, waiting: count }) => (
                <li
                  key={step}
                  data-kind={!definition.steps[step] ? 'removed' : isChanged(step) ? 'changed' : undefined}
                >
                  {words.waiting(count, titleOf(step))}
                  {!definition.steps[step] ? `: ${words.gone}` : isChanged(step) ? `: ${words.changed}` : ''}
                </li>
              ))}
            </ul>
            <Select
              label={words.choice}
              choices={[
                { value: 'stay', label: words.stay },
                { value: 'exit', label: words.exit },
              ]}
              value={underWay}
              onChange={(next) => setUnderWay(next as 'stay' | 'exit')}
            />
            {underWay === 'exit' && (
              <TextField label={words.reason} value={reason} onChange={setReason} maxLength={200} />
            )}
          </>
        )}
      </Section>
      {isKeptInCode && <Checkbox label={words.keep} isSelected={keeps} onChange={setKeeps} />}
    </Dialog>
  );
}
