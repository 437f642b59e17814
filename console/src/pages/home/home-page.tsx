import { lazy, type ReactNode, Suspense } from 'react';
import { useRead } from '../../api/client.ts';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { wordsOfHome as words } from '../../words/home.ts';
import { Figures } from './figures.tsx';
import { Journeys } from './journeys.tsx';
import { LastHour } from './last-hour.tsx';
import { Verdict } from './verdict.tsx';

/** For an empty system: others do without. */
const FirstSteps = lazy(() => import('./first-steps.tsx').then((file) => ({ default: file.FirstSteps })));

const AGAIN_MS = 5_000;

export function HomePage(): ReactNode {
  const status = useRead('/v1/status', {}, { refetchEveryMs: AGAIN_MS });
  const journeys = useRead('/v1/journeys', {}, { refetchEveryMs: AGAIN_MS * 6 });
  const error = status.error ?? journeys.error;
  const retry = () => void Promise.all([status.refetch(), journeys.refetch()]);
  return (
    <Page title={words.title}>
      {error && !error.isUnavailable && <Problem error={error} onRetry={retry} />}
      {status.data ? <Verdict status={status.data} /> : <Skeleton rows={1} />}
      <Suspense>
        {status.data && journeys.data && <FirstSteps status={status.data} journeys={journeys.data.items} />}
      </Suspense>
      {status.data ? <Figures status={status.data} /> : <Skeleton height={72} />}
      <LastHour />
      {journeys.data ? journeys.data.items.length > 0 && <Journeys journeys={journeys.data.items} /> : <Skeleton />}
    </Page>
  );
}
