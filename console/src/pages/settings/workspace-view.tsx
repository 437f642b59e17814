import type { ReactNode } from 'react';
import { useRead } from '../../api/client.ts';
import { Code, CodeBlock } from '../../design/code.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Facts } from '../../lists/facts.tsx';
import { wordsOfSettings } from '../../words/settings.ts';

const words = wordsOfSettings.workspace;

/** The published configuration in words, and where it is changed. */
export function WorkspaceView(): ReactNode {
  const workspace = useRead('/v1/workspace', {}, { refetchEveryMs: 30_000 });
  const { data } = workspace;
  if (workspace.error && !data) return <Problem error={workspace.error} onRetry={() => void workspace.refetch()} />;
  if (!data) return <Skeleton rows={8} />;
  const { version, publishedAt, publishedBy, sections, configuration } = data;
  return (
    <>
      <Section title={words.title}>
        <p>
          {version === 0 ? (
            words.none
          ) : (
            <>
              {words.version(version)}, {words.published} <Moment at={publishedAt} />
              {publishedBy !== null && ` ${words.by(publishedBy)}`}.
            </>
          )}
        </p>
        <p>
          {words.change} <Code>{words.command}</Code>
        </p>
      </Section>
      {sections.map(({ id, about, settings }) => (
        <Section key={id} title={words.sections[id] ?? id}>
          <p>{about}</p>
          {settings.length === 0 ? (
            <p>{words.unset}</p>
          ) : (
            <Facts facts={settings.map(({ name, text }) => [name, text] as const)} />
          )}
        </Section>
      ))}
      <details>
        <summary>{words.asJson}</summary>
        <CodeBlock>{JSON.stringify(configuration, null, 2)}</CodeBlock>
      </details>
    </>
  );
}
