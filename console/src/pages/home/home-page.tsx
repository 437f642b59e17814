import type { ReactNode } from 'react';
import { useRead } from '../../api/client.ts';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { wordsOfHome as words } from '../../words/home.ts';

export function HomePage(): ReactNode {
  const status = useRead('/v1/status', {}, { refetchEveryMs: 5_000 });
  return (
    <Page title={words.title}>
      {status.error && !status.data && <Problem error={status.error} onRetry={() => void status.refetch()} />}
      {status.isPending && <Skeleton />}
      {status.data && <p>{status.data.openRuns.total}</p>}
    </Page>
  );
}
