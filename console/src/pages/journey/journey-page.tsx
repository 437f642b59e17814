import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useRead, useWrite } from '../../api/client.ts';
import { useRight } from '../../api/session.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Code, CodeBlock } from '../../design/code.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useKeys } from '../../keys/keys.ts';
import { wordsOfCanvas } from '../../words/canvas.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import { Choices } from './choices.tsx';
import css from './journey.module.css';
import { type JourneyMode, type JourneySearch, journeyModes, type SearchChanges } from './journey-search.ts';
import { JourneyActs, JourneyStateBadge, UnpublishedBadge } from './journey-state.tsx';
import { LiveMode } from './live-mode.tsx';
import { RunMode } from './run-mode.tsx';
import type { JourneyOnPage, ModeProps } from './use-journey.ts';
import { VersionsMode } from './versions-mode.tsx';

export function JourneyPage(): ReactNode {
  const { id } = useParams({ from: '/journeys/$id' });
  const search = useSearch({ from: '/journeys/$id' });
  const navigate = useNavigate({ from: '/journeys/$id' });
  const journey = useRead('/v1/journeys/{id}', { path: { id } });
  const mayEdit = useRight('edit');
  const change = (changes: SearchChanges, options: { replace?: boolean } = {}) =>
    void navigate({
      search: (before) => ({ ...before, ...changes }) as JourneySearch,
      replace: options.replace ?? false,
    });
  const { mode = 'live', face } = search;
  const setFace = () => change({ face: face === 'outline' ? undefined : 'outline' });
  useKeys([{ keys: 'o', what: wordsOfCanvas.keys.outline, act: setFace }], mode !== 'definition');
  const { data, error } = journey;
  const title = (data?.definition.title as string | undefined) ?? id;
  const newest = data?.versions.find(({ version }) => version === data.version);
  return (
    <Page
      title={title}
      isFull
      meta={
        data && (
          <>
            {data.isLive ? (
              <Badge tone="ok">
                {words.live} {words.version(data.version)}
              </Badge>
            ) : (
              <UnpublishedBadge id={id} version={data.version} />
            )}
            <Code>{id}</Code>
            <JourneyStateBadge id={id} />
            {newest && (
              <span>
                {words.publishedAt} <Moment at={newest.publishedAt} />{' '}
                {newest.publishedBy !== null && words.by(newest.publishedBy)}
              </span>
            )}
          </>
        )
      }
      actions={
        <>
          {data && mayEdit && <EditDraft id={id} />}
          {data && <JourneyActs id={id} isLive={data.isLive} />}
          <Choices
            label={words.modes.label}
            choices={journeyModes.map((each) => ({ id: each, label: words.modes[each] }))}
            selected={mode}
            onSelect={(next) => change({ mode: next as JourneyMode, people: undefined })}
          />
          {mode !== 'definition' && (
            <Choices
              label={words.faces.label}
              choices={[
                { id: 'canvas', label: words.faces.canvas },
                { id: 'outline', label: words.faces.outline },
              ]}
              selected={face ?? 'canvas'}
              onSelect={setFace}
            />
          )}
        </>
      }
    >
      {error && !data && <Problem error={error} onRetry={() => void journey.refetch()} />}
      {journey.isPending && <Skeleton height={480} />}
      {data && <Mode mode={mode} journey={data as unknown as JourneyOnPage} search={search} change={change} />}
    </Page>
  );
}

/** Opens the draft; where there is none, it is made of the live version. */
function EditDraft({ id }: { readonly id: string }): ReactNode {
  const navigate = useNavigate();
  const open = () => void navigate({ to: '/journeys/$id/draft', params: { id } });
  const make = useWrite('post', '/v1/drafts', { onDone: open });
  const isThere = make.error?.code === 'draft-exists';
  useEffect(() => {
    if (isThere) void navigate({ to: '/journeys/$id/draft', params: { id } });
  }, [isThere, navigate, id]);
  return (
    <Button isDisabled={make.isPending} onPress={() => make.mutate({ body: { id, from: { kind: 'version' } } })}>
      {words.edit}
    </Button>
  );
}

function Mode({ mode, ...props }: ModeProps & { mode: JourneyMode }): ReactNode {
  if (mode === 'run') return <RunMode {...props} />;
  if (mode === 'versions') return <VersionsMode {...props} />;
  if (mode === 'live') return <LiveMode {...props} />;
  return (
    <section className={css.definition} aria-label={words.definition.json}>
      <CodeBlock>{JSON.stringify(props.journey.definition, undefined, 2)}</CodeBlock>
    </section>
  );
}
