import type { ReactNode } from 'react';
import type { ApiProblem } from '../../../api/api-problem.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Problem } from '../../../design/problem.tsx';
import { wordsOfLimits as words } from '../../../words/limits.ts';
import css from './limits.module.css';

/** A form over the page, with what went wrong at its foot. */
export function SectionDialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSave: () => void;
  readonly isWhole: boolean;
  readonly isPending: boolean;
  readonly error: ApiProblem | null;
  readonly children: ReactNode;
}): ReactNode {
  const { title, onClose, onSave, isWhole, isPending, error, children } = props;
  return (
    <Dialog
      title={title}
      isOpen
      isWide
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button kind="primary" isDisabled={!isWhole || isPending} onPress={onSave}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {children}
        {error && <Problem error={error} />}
      </div>
    </Dialog>
  );
}
