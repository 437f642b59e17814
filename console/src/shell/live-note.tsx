import { useQueryClient } from '@tanstack/react-query';
import { RadioTower } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { listenToHints } from '../api/live.ts';
import { useStreamState } from '../api/stream-state.ts';
import { wordsOfShell as words } from '../words/shell.ts';
import css from './shell.module.css';

const SAY_AFTER_MS = 10_000;

/** Has pages follow the API's hints, and says so where they have been away for some time. It is loaded after the page. */
export function LiveNote(): ReactNode {
  const queries = useQueryClient();
  useEffect(() => listenToHints(queries), [queries]);
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
