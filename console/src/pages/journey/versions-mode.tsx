import { type ReactNode, useMemo } from 'react';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { differenceOf } from '../../../../core/journey/difference/index.ts';
import { unionOf } from '../../../../core/journey/difference/union.ts';
import { type Answer, useRead } from '../../api/client.ts';
import { Amount } from '../../design/amount.tsx';
import { Badge } from '../../design/badge.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { type Column, Table } from '../../design/table.tsx';
import type { JourneyView } from '../../journey/canvas/canvas-view.ts';
import { wordsOfJourney as words } from '../../words/journey.ts';
import { Faces } from './faces.tsx';
import css from './journey.module.css';
import { type ModeProps, useVersion } from './use-journey.ts';

type VersionRow = Answer<'/v1/journeys/{id}/versions'>['items'][number];

/** Two ticks: what changed between them, in words and as one picture. */
export function VersionsMode(props: ModeProps): ReactNode {
  const { journey, search, change } = props;
  const read = useRead('/v1/journeys/{id}/versions', { path: { id: journey.id } }, { refetchEveryMs: 30_000 });
  const chosen = [search.a, search.b].filter((version) => version !== undefined).sort((one, other) => one - other);
  const choose = (keys: ReadonlySet<string>) => {
    const [kept, come] = [chosen.filter((version) => keys.has(String(version))), [...keys].map(Number)];
    // A third tick takes the place of the older of the two.
    const [a, b] = [...kept, ...come.filter((version) => !chosen.includes(version))].slice(-2);
    change({ a, b });
  };
  if (read.error && !read.data) return <Problem error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Skeleton />;
  const [a, b] = chosen;
  return (
    <div className={css.versions}>
      <Table
        label={words.versions.list}
        columns={columns}
        rows={read.data.items}
        rowKey={({ version }) => String(version)}
        rowName={({ version }) => words.version(version)}
        selection={{ keys: new Set(chosen.map(String)), onChange: choose }}
        isDense
      />
      {a !== undefined && b !== undefined ? (
        <Compared {...props} from={a} to={b} />
      ) : (
        <p>{read.data.items.length === 1 ? words.versions.only : words.versions.compare}</p>
      )}
    </div>
  );
}

const columns: readonly Column<VersionRow>[] = [
  { id: 'version', title: words.versions.columns.version, cell: ({ version }) => words.version(version) },
  {
    id: 'state',
    title: words.versions.columns.state,
    cell: ({ isLive }) =>
      isLive ? <Badge tone="ok">{words.versions.live}</Badge> : <Badge tone="neutral">{words.versions.earlier}</Badge>,
  },
  { id: 'published', title: words.versions.columns.published, cell: ({ publishedAt }) => <Moment at={publishedAt} /> },
  { id: 'by', title: words.versions.columns.by, cell: ({ publishedBy }) => publishedBy ?? '–' },
  { id: 'open', title: words.versions.columns.open, isNumber: true, cell: ({ open }) => <Amount value={open} /> },
];

function Compared({ journey, search, change, from, to }: ModeProps & { from: number; to: number }): ReactNode {
  const [before, after] = [useVersion(journey, from), useVersion(journey, to)];
  if (!before || !after) return <Skeleton height={320} />;
  return <Difference before={before} after={after} search={search} change={change} from={from} to={to} />;
}

function Difference(
  props: Pick<ModeProps, 'search' | 'change'> & {
    readonly before: JourneyDefinition;
    readonly after: JourneyDefinition;
    readonly from: number;
    readonly to: number;
  },
): ReactNode {
  const { before, after, search, change, from, to } = props;
  const changes = useMemo(() => differenceOf(before, after), [before, after]);
  const union = useMemo(() => unionOf(before, after), [before, after]);
  const view = useMemo((): JourneyView => {
    return {
      card: (step) => {
        const mark = union.marks.get(step);
        return mark === undefined ? {} : { mark, spoken: mark };
      },
      line: ({ from: step, path, to: target }) => ({
        isGone: union.gonePaths.has(`${step} ${path}`),
        isNew: [step, target].some((each) => each !== null && each !== undefined && union.marks.get(each) === 'new'),
      }),
    };
  }, [union]);
  return (
    <>
      <Section title={words.versions.between(from, to)}>
        {changes.length === 0 ? (
          <p>{words.versions.none}</p>
        ) : (
          <ul className={css.changes}>
            {changes.map(({ kind, text }) => (
              <li key={text} data-kind={kind}>
                {text}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Faces definition={union.definition} view={view} search={search} change={change} />
    </>
  );
}
