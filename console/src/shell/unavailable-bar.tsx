import { useQueryClient } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useAvailability } from '../api/availability.ts';
import { ask } from '../api/client.ts';
import { wordsOfShell as words } from '../words/shell.ts';
import css from './shell.module.css';

const AGAIN_MS = 3_000;

/** A thin bar while the API does not answer. It asks until an answer comes, and then has everything read again. */
export function UnavailableBar(): ReactNode {
  const { unavailableSince, answeredAt } = useAvailability();
  const queries = useQueryClient();
  const isUnavailable = unavailableSince !== undefined;
  useEffect(() => {
    if (!isUnavailable) return;
    const timer = setInterval(() => {
      ask('get', '/health/live', {}).then(
        () => queries.invalidateQueries(),
        () => undefined,
      );
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [isUnavailable, queries]);
  return (
    <div role="status">
      {isUnavailable && (
        <div className={`${css.bar} ${css.unavailable}`}>
          <CloudOff aria-hidden="true" />
          {words.unavailable(clock(unavailableSince), answeredAt === undefined ? undefined : clock(answeredAt))}
        </div>
      )}
    </div>
  );
}

function clock(at: number): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(at);
}
