import { Check, OctagonAlert, X } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { wordsOfDesign as words } from '../words/design.ts';
import { Button, IconButton } from './button.tsx';
import css from './toast.module.css';

export interface ToastContent {
  readonly text: string;
  readonly tone?: 'ok' | 'bad';
  /** Such as Undo. */
  readonly action?: { readonly label: string; readonly act: () => void };
}

interface ShownToast extends ToastContent {
  readonly id: number;
}

const STAYS_MS = 6_000;
const MOST = 3;

let shown: readonly ShownToast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Says at the foot of the page that something was done. What went wrong with a page's own content stands there instead. */
export function showToast(content: ToastContent): void {
  const id = ++lastId;
  change([...shown, { ...content, id }].slice(-MOST));
  setTimeout(() => dismiss(id), content.tone === 'bad' ? STAYS_MS * 2 : STAYS_MS);
}

function dismiss(id: number): void {
  change(shown.filter((toast) => toast.id !== id));
}

function change(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Stands once, in the shell: a live region must be there before what it says. */
export function Toasts(): ReactNode {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return (
    <div className={css.region} role="status" aria-live="polite">
      {toasts.map(({ id, text, tone = 'ok', action }) => (
        <div key={id} className={css.toast}>
          {tone === 'ok' ? (
            <Check aria-hidden="true" className={css.ok} />
          ) : (
            <OctagonAlert aria-hidden="true" className={css.bad} />
          )}
          <span className={css.text}>{text}</span>
          {action && (
            <Button
              isSmall
              kind="quiet"
              onPress={() => {
                action.act();
                dismiss(id);
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label={words.dismiss} icon={<X aria-hidden="true" />} onPress={() => dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
