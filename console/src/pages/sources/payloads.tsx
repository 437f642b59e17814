import type { ReactNode } from 'react';
import { useRead } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { CodeBlock } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import css from '../../lists/lists.module.css';
import { wordsOfSources as words } from '../../words/sources.ts';

/** The last signed payloads of a source, each with what was made of it and what could not be. */
export function Payloads({ source }: { readonly source: string }): ReactNode {
  const payloads = useRead('/v1/sources/{id}/payloads', { path: { id: source } }, { refetchEveryMs: 5_000 });
  if (payloads.error && !payloads.data)
    return <Problem error={payloads.error} onRetry={() => void payloads.refetch()} />;
  if (!payloads.data) return <Skeleton rows={4} />;
  if (payloads.data.items.length === 0) return <Empty>{words.noPayloads}</Empty>;
  return (
    <ol className={css.story}>
      {payloads.data.items.map(({ id, receivedAt, topic, calls, problems, payload }) => (
        <li key={id}>
          <Moment at={receivedAt} />
          <div>
            <p>
              <strong>{topic ?? words.topicless}</strong>{' '}
              {calls.length > 0 ? words.made(calls.join(', ')) : words.nothing}
            </p>
            {problems.map((problem) => (
              <p key={problem}>
                <Badge tone="bad">{problem}</Badge>
              </p>
            ))}
            <details>
              <summary>{words.show}</summary>
              <CodeBlock>{JSON.stringify(payload, null, 2)}</CodeBlock>
            </details>
          </div>
        </li>
      ))}
    </ol>
  );
}
