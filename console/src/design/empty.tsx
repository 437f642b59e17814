import type { ReactNode } from 'react';
import css from './states.module.css';

/** One sentence on what will be here, and the one action that fills it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }): ReactNode {
  return (
    <div className={css.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}
