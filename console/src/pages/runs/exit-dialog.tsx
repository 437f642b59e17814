import { type ReactNode, useState } from 'react';
import { useWrite } from '../../api/client.ts';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Problem } from '../../design/problem.tsx';
import { showToast } from '../../design/toast.tsx';
import { ActButtons } from '../../lists/act-buttons.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfRuns } from '../../words/runs.ts';

const words = wordsOfRuns.run;

/** Ends one run, with a reason. */
export function ExitDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const [reason, setReason] = useState('');
  const exit = useWrite('post', '/v1/runs/{id}/exit', {
    onDone: () => {
      showToast({ text: words.exited });
      onClose();
    },
  });
  const send = () => exit.mutate({ path: { id }, body: { reason: reason.trim() } });
  return (
    <Dialog
      title={words.exitTitle}
      isOpen
      onClose={onClose}
      actions={
        <ActButtons
          act={words.exitAct}
          kind="danger"
          isDisabled={reason.trim() === '' || exit.isPending}
          onAct={send}
          onClose={onClose}
        />
      }
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') send();
        }}
      >
        <p>{words.exitText}</p>
        <TextField
          label={wordsOfRuns.bulk.reason}
          help={wordsOfRuns.bulk.reasonHelp}
          value={reason}
          onChange={setReason}
          autoFocus
        />
        {exit.error && <Problem error={exit.error} />}
      </form>
    </Dialog>
  );
}
