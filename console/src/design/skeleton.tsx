import { type ReactNode, useEffect, useState } from 'react';
import { wordsOfDesign as words } from '../words/design.ts';
import css from './states.module.css';

const AFTER_MS = 150;

/** Stands where rows will be, after 150 ms: what comes sooner should not flicker. `height`: of the final layout. */
export function Skeleton({ rows = 6, height }: { rows?: number; height?: number }): ReactNode {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const style = height === undefined ? {} : { height };
  return (
    <div className={isShown ? css.skeleton : css.hidden} style={style} role="status" aria-label={words.loading}>
      {height === undefined &&
        Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike
          <span key={index} className={css.bar} style={{ width: `${[72, 88, 64, 80][index % 4]}%` }} />
        ))}
      {height !== undefined && <span className={css.block} />}
    </div>
  );
}
