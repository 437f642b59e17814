import type { ReactNode } from 'react';
import { Dialog } from '../design/dialog.tsx';
import { Problem } from '../design/problem.tsx';
import { ActButtons } from './act-buttons.tsx';
import css from './lists.module.css';

/** A dialog that does something once what it asks for is given, by its button or by Enter. */
export function ActDialog(props: {
  readonly title: string;
  /** The act, in words. */
  readonly act: string;
  readonly kind: 'primary' | 'danger';
  readonly isReady: boolean;
  readonly error: Error | null;
  readonly onAct: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { title, act, kind, isReady, error, onAct, onClose, children } = props;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={<ActButtons act={act} kind={kind} isDisabled={!isReady} onAct={onAct} onClose={onClose} />}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onAct();
        }}
      >
        {children}
        {error && <Problem error={error} />}
      </form>
    </Dialog>
  );
}
