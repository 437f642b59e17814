import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { wordsOfLists } from '../words/lists.ts';

/** At the foot of a dialog that does something: a way back, and the act. */
export function ActButtons(props: {
  /** The act, in words. */
  readonly act: string;
  readonly kind: 'primary' | 'danger';
  readonly isDisabled: boolean;
  readonly onAct: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { act, kind, isDisabled, onAct, onClose } = props;
  return (
    <>
      <Button kind="quiet" onPress={onClose}>
        {wordsOfLists.cancel}
      </Button>
      <Button kind={kind} isDisabled={isDisabled} onPress={onAct}>
        {act}
      </Button>
    </>
  );
}
