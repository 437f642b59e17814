import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { useRead } from '../../api/client.ts';
import { StateBadge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { PageLink } from '../../journey/page-link.tsx';
import css from '../../journey/run/run.module.css';
import { runView } from '../../journey/run/run-view.tsx';
import { Scrubber } from '../../journey/run/scrubber.tsx';
import type { RunOfJourney, VisitAhead } from '../../journey/run/way.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import { Faces } from './faces.tsx';
import { type ModeProps, useVersion } from './use-journey.ts';

/** One run, drawn on the canvas of the version that it follows. */
export function RunMode(props: ModeProps): ReactNode {
  const { search } = props;
  const run = useRead(
    '/v1/runs/{id}',
    { path: { id: search.run ?? '' } },
    { isEnabled: search.run !== undefined, refetchEveryMs: 5_000 },
  );
  if (search.run === undefined) return <PickRun onPick={(id) => props.change({ run: id })} />;
  return (
    <>
      {run.error && (
        <>
          <Problem error={run.error} onRetry={() => void run.refetch()} />
          <PickRun onPick={(id) => props.change({ run: id })} />
        </>
      )}
      {run.isPending && <Skeleton height={480} />}
      {run.data && run.data.id === search.run && <DrawnRun {...props} run={run.data} />}
    </>
  );
}

const nothing: readonly VisitAhead[] = [];

function DrawnRun({ journey, search, change, run }: ModeProps & { run: RunOfJourney }): ReactNode {
  const definition = useVersion(journey, run.version);
  const upTo = Math.min(search.visit ?? run.visits.length, run.visits.length);
  const ahead = useRead(
    '/v1/runs/{id}/ahead',
    { path: { id: run.id } },
    { isEnabled: run.endedAt === null, refetchEveryMs: 15_000 },
  );
  const future = run.endedAt === null && ahead.data?.run?.id === run.id ? ahead.data.run.visits : nothing;
  const view = useMemo(() => definition && runView(definition, run, upTo, future), [definition, run, upTo, future]);
  if (!definition || !view) return <Skeleton height={480} />;
  const scrub = (visit: number) =>
    change({ visit: visit === run.visits.length ? undefined : visit }, { replace: true });
  return (
    <Faces
      definition={definition}
      view={view}
      search={search}
      change={change}
      head={
        <>
          <p className={css.who}>
            <span>
              {words.run.of}{' '}
              <PageLink to={`/customers/${run.customerId}`}>{run.userId ?? words.people.anonymous}</PageLink>{' '}
              {words.people.ofVersion(run.version)}
            </span>
            <StateBadge state={run.endReason ?? run.status} />
            <PageLink to={`/runs/${run.id}`}>{words.run.openRun}</PageLink>
          </p>
          <Scrubber visits={run.visits} upTo={upTo} onChange={scrub} />
          {future.length > 0 && upTo === run.visits.length && <p className={css.place}>{words.run.ahead}</p>}
        </>
      }
    />
  );
}

function PickRun({ onPick }: { onPick: (id: string) => void }): ReactNode {
  const [id, setId] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim() !== '') onPick(id.trim());
  };
  return (
    <form className={css.pick} onSubmit={submit}>
      <TextField label={words.run.id} help={words.run.pick} isCode value={id} onChange={setId} />
      <Button type="submit">{words.people.openRun}</Button>
    </form>
  );
}
