import { type ReactNode, useState } from 'react';
import { useWrite } from '../../api/client.ts';
import { TextField } from '../../design/field.tsx';
import { showToast } from '../../design/toast.tsx';
import { ActDialog } from '../../lists/act-dialog.tsx';
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
  const isReady = reason.trim() !== '' && !exit.isPending;
  const send = () => exit.mutate({ path: { id }, body: { reason: reason.trim() } });
  return (
    <ActDialog
      title={words.exitTitle}
      act={words.exitAct}
      kind="danger"
      isReady={isReady}
      error={exit.error}
      onAct={send}
      onClose={onClose}
    >
      <p>{words.exitText}</p>
      <TextField
        label={wordsOfRuns.bulk.reason}
        help={wordsOfRuns.bulk.reasonHelp}
        value={reason}
        onChange={setReason}
        autoFocus
      />
    </ActDialog>
  );
}
