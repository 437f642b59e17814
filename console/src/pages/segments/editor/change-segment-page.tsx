import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SegmentDefinition } from '../../../../../core/segment/definition.ts';
import { useRead } from '../../../api/client.ts';
import { Page } from '../../../design/page.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { wordsOfSegments } from '../../../words/segments.ts';
import { SegmentEditor } from './segment-editor.tsx';

export function ChangeSegmentPage(): ReactNode {
  const { id } = useParams({ from: '/segments/$id/change' });
  const segment = useRead('/v1/segments/{id}', { path: { id } });
  if (segment.data) return <SegmentEditor key={id} stored={segment.data.definition as SegmentDefinition} />;
  return (
    <Page title={wordsOfSegments.edit.title(id)}>
      {segment.error ? <Problem error={segment.error} onRetry={() => void segment.refetch()} /> : <Skeleton rows={8} />}
    </Page>
  );
}
