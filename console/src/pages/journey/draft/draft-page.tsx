import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../../api/client.ts';
import { Page } from '../../../design/page.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { DraftEditor } from './draft-editor.tsx';

/** The draft is read once: what is shown then is the page's, and saves say what others did. */
export function DraftPage(): ReactNode {
  const { id } = useParams({ from: '/journeys/$id/draft' });
  const draft = useRead('/v1/journeys/{id}/draft', { path: { id } });
  if (draft.data?.id === id) return <DraftEditor key={id} stored={draft.data} />;
  return (
    <Page title={id}>
      {draft.error ? <Problem error={draft.error} onRetry={() => void draft.refetch()} /> : <Skeleton height={480} />}
    </Page>
  );
}
