import { type ReactNode, useState } from 'react';
import { useWrite } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { Problem } from '../../design/problem.tsx';
import { showToast } from '../../design/toast.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfSegments } from '../../words/segments.ts';

const words = wordsOfSegments.one;

/** Of a static segment. */
export function MembersDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState('');
  const change = useWrite('post', '/v1/segments/{id}/members', {
    onDone: ({ changed, unknown }) => {
      showToast({ text: words.done(changed, unknown) });
      onClose();
    },
  });
  const names = text
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean);
  const isOff = names.length === 0 || change.isPending;
  const put = (add: string[], remove: string[]) => change.mutate({ path: { id }, body: { add, remove } });
  return (
    <Dialog
      title={words.putTitle}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.close}</Button>
          <Button isDisabled={isOff} onPress={() => put([], names)}>
            {words.takeOut}
          </Button>
          <Button kind="primary" isDisabled={isOff} onPress={() => put(names, [])}>
            {words.putIn}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{words.putText}</p>
        <TextField label={words.putNames} rows={8} isCode value={text} onChange={setText} autoFocus />
        {change.error && <Problem error={change.error} />}
      </div>
    </Dialog>
  );
}
