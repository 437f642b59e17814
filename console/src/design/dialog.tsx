import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { wordsOfDesign as words } from '../words/design.ts';
import { IconButton } from './button.tsx';
import css from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The buttons at the foot, the primary one last. */
  readonly actions?: ReactNode;
  readonly isWide?: boolean;
}

/** Says what will happen, never "Are you sure?". Escape closes it, and the focus goes back to where it came from. */
export function Dialog({ title, isOpen, onClose, children, actions, isWide = false }: DialogProps): ReactNode {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={css.overlay ?? ''}
    >
      <Modal className={`${css.modal} ${isWide ? css.wide : ''}`}>
        <AriaDialog className={css.dialog ?? ''}>
          <header className={css.head}>
            <Heading slot="title" level={2} className={css.title ?? ''}>
              {title}
            </Heading>
            <IconButton label={words.close} icon={<X aria-hidden="true" />} onPress={onClose} />
          </header>
          <div className={css.body}>{children}</div>
          {actions !== undefined && <footer className={css.foot}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A panel at the right edge over the page, such as the people behind a number. */
export function Drawer({ title, isOpen, onClose, children, actions }: Omit<DialogProps, 'isWide'>): ReactNode {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={css.drawerOverlay ?? ''}
    >
      <Modal className={css.drawer ?? ''}>
        <AriaDialog className={css.dialog ?? ''}>
          <header className={css.head}>
            <Heading slot="title" level={2} className={css.title ?? ''}>
              {title}
            </Heading>
            <IconButton label={words.close} icon={<X aria-hidden="true" />} onPress={onClose} />
          </header>
          <div className={css.body}>{children}</div>
          {actions !== undefined && <footer className={css.foot}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
