import { RadioTower } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStreamState } from '../api/live.ts';
import { wordsOfShell as words } from '../words/shell.ts';
import css from './shell.module.css';

const SAY_AFTER_MS = 10_000;

/** Says that pages are read again by the clock, where hints have been away for some time. */
export function LiveNote(): ReactNode {
  const isAway = useStreamState() === 'away';
  const [isSaid, setSaid] = useState(false);
  useEffect(() => {
    setSaid(false);
    if (!isAway) return;
    const timer = setTimeout(() => setSaid(true), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isAway]);
  return (
    <div role="status" className={css.live}>
      {isSaid && (
        <span title={words.notLive.text}>
          <RadioTower aria-hidden="true" />
          <em>{words.notLive.title}</em>
        </span>
      )}
    </div>
  );
}
