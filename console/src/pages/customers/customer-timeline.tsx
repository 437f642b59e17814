import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { type Answer, type Input, useRead } from '../../api/client.ts';
import { Empty } from '../../design/empty.tsx';
import { Switch } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Row, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { MessageLink, RunLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { usePaging } from '../../lists/paging.ts';
import { wordsOfCustomers as words } from '../../words/customers.ts';
import type { Customer } from './customer.ts';
import { lanesOf } from './lanes.ts';
import { Lanes } from './lanes-view.tsx';

type Item = Answer<'/v1/customers/{id}/timeline'>['items'][number];
const LIMIT = 50;

/** What happened as lanes over time, and beneath it the same as a list, by kind. */
export function CustomerTimeline(props: {
  readonly customer: Customer;
  readonly ahead: Parameters<typeof lanesOf>[1];
  readonly zone: string | undefined;
}): ReactNode {
  const { customer, ahead, zone } = props;
  const { kinds, after, scale } = useSearch({ from: '/customers/$id' });
  const navigate = useNavigate({ from: '/customers/$id' });
  const [selected, setSelected] = useState<string>();
  const now = Date.parse(customer.now);
  const lanes = useMemo(() => lanesOf(customer.timeline.items, ahead, now), [customer.timeline.items, ahead, now]);
  const query = { limit: LIMIT, ...(kinds && { kinds }), ...(after && { before: after }) };
  const input = { path: { id: customer.id }, query } as unknown as Input<'/v1/customers/{id}/timeline', 'get'>;
  const page = useRead('/v1/customers/{id}/timeline', input, { refetchEveryMs: 15_000 });
  const paging = usePaging(after, page.data?.next);
  const change = (changed: object) =>
    void navigate({ search: (before) => ({ ...before, ...changed }) as typeof before });
  const items = page.data?.items ?? [];
  const { label, ...choices } = words.kinds;
  return (
    <Section
      title={words.timeline}
      actions={
        <Switch
          label={words.trueScale}
          isSelected={scale === 'true'}
          onChange={(isOn) => change({ scale: isOn ? 'true' : undefined })}
        />
      }
    >
      {lanes.length > 0 && (
        <Lanes
          lanes={lanes}
          now={now}
          isTrueScale={scale === 'true'}
          selected={selected}
          onSelect={(id) => {
            setSelected(id);
            document.querySelector(`tr[data-key="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' });
          }}
        />
      )}
      <Row>
        <div className={css.wide}>
          <Select
            label={label}
            choices={Object.entries(choices).map(([value, text]) => ({ value, label: text }))}
            value={kinds ?? ''}
            onChange={(value) => change({ kinds: value || undefined, after: undefined })}
          />
        </div>
      </Row>
      {page.error && <Problem error={page.error} onRetry={() => void page.refetch()} />}
      {page.data && items.length === 0 && <Empty>{words.timelineEmpty}</Empty>}
      {items.length > 0 && (
        <Table
          label={words.timeline}
          columns={columnsIn(zone, selected)}
          rows={items}
          rowKey={({ kind, id }) => `${kind} ${id}`}
          paging={paging}
          isDense
        />
      )}
    </Section>
  );
}

function columnsIn(zone: string | undefined, selected: string | undefined): readonly Column<Item>[] {
  return [
    {
      id: 'at',
      title: words.entries.at,
      cell: ({ at }) => <Moment at={at} {...(zone !== undefined && { zone })} />,
      width: '18ch',
    },
    { id: 'kind', title: words.entries.kind, cell: ({ kind }) => kind, width: '12ch' },
    {
      id: 'text',
      title: words.entries.text,
      cell: (item) => (
        <span className={`${item.kind} ${item.id}` === selected ? css.marked : ''}>
          <Entry item={item} />
        </span>
      ),
    },
  ];
}

/** An entry leads to the message or the run that it is about. */
function Entry({ item: { kind, id, text, details } }: { readonly item: Item }): ReactNode {
  const run = typeof details.journeyRunId === 'string' ? details.journeyRunId : undefined;
  if (kind === 'message') return <MessageLink id={id}>{text}</MessageLink>;
  if (kind === 'entered' || kind === 'ended' || kind === 'goal') return <RunLink id={id}>{text}</RunLink>;
  if (run !== undefined) return <RunLink id={run}>{text}</RunLink>;
  return text;
}
