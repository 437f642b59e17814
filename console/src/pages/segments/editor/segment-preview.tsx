import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { Condition } from '../../../../../core/condition/schema.ts';
import type { ApiProblem } from '../../../api/api-problem.ts';
import { type Answer, ask, type Input } from '../../../api/client.ts';
import { isUnfinished } from '../../../condition/parts.ts';
import { Badge } from '../../../design/badge.tsx';
import { Empty } from '../../../design/empty.tsx';
import { TextField } from '../../../design/field.tsx';
import { formatCount } from '../../../design/format.ts';
import { Moment } from '../../../design/moment.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { type Column, Table } from '../../../design/table.tsx';
import { Facts } from '../../../lists/facts.tsx';
import { CustomerLink } from '../../../lists/links.tsx';
import css from '../../../lists/lists.module.css';
import { wordsOfSegments } from '../../../words/segments.ts';

const words = wordsOfSegments.preview;
/** A condition that is written is asked for when the writing pauses. */
const PAUSE_MS = 400;

type Preview = Answer<'/v1/segments/preview', 'post'>;
type Explained = Answer<'/v1/segments/explain', 'post'>;

/** Size, reach and twenty customers, as the rules stand. */
export function SegmentPreview({
  when,
  replaces,
}: {
  readonly when: Condition | undefined;
  readonly replaces: string | undefined;
}): ReactNode {
  const asked = usePaused(when && !isUnfinished(when) ? when : undefined);
  const preview = useQuery<Preview, ApiProblem>({
    queryKey: ['preview of a segment', asked, replaces],
    queryFn: ({ signal }) => {
      const body = { when: asked, ...(replaces !== undefined && { replaces }) };
      return ask('post', '/v1/segments/preview', { body } as Input<'/v1/segments/preview', 'post'>, signal);
    },
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  });
  if (when === undefined) return <p className={css.note}>{words.static}</p>;
  return (
    <div className={css.form} aria-live="polite" aria-busy={preview.isFetching}>
      {isUnfinished(when) && <p className={css.note}>{words.unfinished}</p>}
      {preview.error && <Problem error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isFetching && !preview.data && <Skeleton rows={4} />}
      {preview.data && !preview.error && <Found preview={preview.data} />}
      {asked && <OneCustomer when={asked} />}
    </div>
  );
}

function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  const text = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same condition in another object is no change
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

type Example = Preview['examples'][number];
const exampleColumns: readonly Column<Example>[] = [
  {
    id: 'customer',
    title: words.exampleColumns.customer,
    cell: ({ id, userId, name }) => <CustomerLink id={id} userId={userId} name={name} />,
  },
  { id: 'email', title: words.exampleColumns.email, cell: ({ email }) => email ?? '–' },
];

function Found({ preview }: { readonly preview: Preview }): ReactNode {
  const { count, isEstimate, least, most, withEmail, withPhone, change, examples } = preview;
  const shown = (value: number) => formatCount(value, isEstimate);
  return (
    <>
      <Facts
        facts={[
          [words.count, `${shown(count)}${isEstimate ? ` (${words.between(least, most)})` : ''}`],
          [words.reach, `${words.email(shown(withEmail))}, ${words.phone(shown(withPhone))}`],
          ...(change === null ? [] : [[words.change, words.joins(shown(change.joins), shown(change.leaves))] as const]),
        ]}
      />
      <p>
        <span className={css.note}>{words.words}</span> {preview.words}
      </p>
      {examples.length === 0 ? (
        <Empty>{words.noExample}</Empty>
      ) : (
        <Table
          label={words.examples}
          columns={exampleColumns}
          rows={examples}
          rowKey={({ id }) => id}
          isDense
          hasNoKeys
        />
      )}
    </>
  );
}

const tones = { holds: 'ok', 'does-not-hold': 'blocked', unknown: 'doubt' } as const;

/** Which rules hold of a customer who was named. */
function OneCustomer({ when }: { readonly when: Condition }): ReactNode {
  const [typed, setTyped] = useState('');
  const customer = usePaused(typed.trim());
  const explained = useQuery<Explained, ApiProblem>({
    queryKey: ['a condition of one customer', when, customer],
    queryFn: ({ signal }) =>
      ask(
        'post',
        '/v1/segments/explain',
        { body: { when, customer } } as unknown as Input<'/v1/segments/explain', 'post'>,
        signal,
      ),
    enabled: customer !== '',
  });
  const { data } = explained;
  return (
    <>
      <TextField label={words.one} help={words.oneHelp} isCode value={typed} onChange={setTyped} maxLength={320} />
      {explained.error && customer !== '' && <Problem error={explained.error} />}
      {data && customer !== '' && (
        <ul className={css.reasons}>
          <li>
            <Badge tone={tones[data.verdict]}>{words.whole[data.verdict]}</Badge>
            <CustomerLink id={data.customerId} userId={customer} />
          </li>
          {data.changesAt !== undefined && (
            <li>
              <span className={css.note}>
                {words.changesAt} <Moment at={data.changesAt} />
              </span>
            </li>
          )}
          {data.parts.map(({ depth, words: said, verdict, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts stand in the order of the condition
            <li key={index} style={{ paddingInlineStart: depth * 16 }}>
              <Badge tone={tones[verdict]}>{words.verdicts[verdict]}</Badge>
              <span>
                {said}
                <br />
                <span className={css.note}>
                  {value === undefined ? words.hasNothing : words.has(JSON.stringify(value))}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
