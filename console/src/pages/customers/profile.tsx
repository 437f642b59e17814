import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { Code } from '../../design/code.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Row } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Tabs } from '../../design/tabs.tsx';
import css from '../../lists/lists.module.css';

import { wordsOfCustomers as words } from '../../words/customers.ts';
import { wordsOfSegments } from '../../words/segments.ts';
import { wordsOfValue } from '../../words/value-of-customer.ts';
import type { Customer } from './customer.ts';

/** Traits with age and source, identities, and consents with their history. */
export function Profile({ customer }: { readonly customer: Customer }): ReactNode {
  const { tab } = useSearch({ from: '/customers/$id' });
  const navigate = useNavigate({ from: '/customers/$id' });
  return (
    <Tabs
      label={words.profile}
      selected={tab ?? 'traits'}
      onSelect={(chosen) =>
        void navigate({
          search: (before) => ({ ...before, tab: chosen === 'traits' ? undefined : chosen }) as typeof before,
        })
      }
      tabs={[
        { id: 'traits', label: words.tabs.traits, content: <Traits customer={customer} /> },
        { id: 'value', label: words.tabs.value, content: <Value customer={customer} /> },
        { id: 'identities', label: words.tabs.identities, content: <Identities customer={customer} /> },
        { id: 'segments', label: words.tabs.segments, content: <Segments customer={customer} /> },
        { id: 'consents', label: words.tabs.consents, content: <Consents id={customer.id} /> },
      ]}
    />
  );
}

interface Trait {
  readonly name: string;
  readonly value: unknown;
  readonly source: Customer['traitSources'][string] | undefined;
}

const traitColumns: readonly Column<Trait>[] = [
  { id: 'name', title: words.traits.name, cell: ({ name }) => <Code canCopy={false}>{name}</Code> },
  {
    id: 'value',
    title: words.traits.value,
    cell: ({ value }) => <span className={css.value}>{typeof value === 'string' ? value : JSON.stringify(value)}</span>,
  },
  { id: 'since', title: words.traits.since, cell: ({ source }) => <Moment at={source?.at} /> },
  {
    id: 'source',
    title: words.traits.source,
    cell: ({ source }) => (source ? words.source(source.call, source.journey) : '–'),
  },
];

function Traits({ customer: { traits, traitSources } }: { readonly customer: Customer }): ReactNode {
  const rows = Object.entries(traits).map(([name, value]) => ({ name, value, source: traitSources[name] }));
  if (rows.length === 0) return <Empty>{words.noTraits}</Empty>;
  return (
    <Table label={words.tabs.traits} columns={traitColumns} rows={rows} rowKey={({ name }) => name} isDense hasNoKeys />
  );
}

type ValueName = keyof typeof wordsOfValue.names;
const valueColumns: readonly Column<{ readonly name: ValueName; readonly value: string | number }>[] = [
  { id: 'name', title: words.traits.name, cell: ({ name }) => wordsOfValue.names[name] },
  { id: 'value', title: words.traits.value, cell: ({ name, value }) => valueText(name, value) },
];

const valueText = (name: ValueName, value: string | number): string => {
  if (name === 'alive') return `${Math.round(Number(value) * 100)} %`;
  return typeof value === 'number' ? value.toLocaleString(undefined, { maximumFractionDigits: 2 }) : value;
};

function Value({ customer: { value } }: { readonly customer: Customer }): ReactNode {
  if (!value) return <Empty>{wordsOfValue.none}</Empty>;
  const names = Object.keys(wordsOfValue.names) as ValueName[];
  const rows = names.flatMap((name) => {
    const known = value[name];
    return known === undefined ? [] : [{ name, value: known }];
  });
  return (
    <Table label={words.tabs.value} columns={valueColumns} rows={rows} rowKey={({ name }) => name} isDense hasNoKeys />
  );
}

type Identity = Customer['identities'][number];
const identityColumns: readonly Column<Identity>[] = [
  { id: 'kind', title: words.identities.kind, cell: ({ kind }) => kind.replaceAll('_', ' ') },
  { id: 'value', title: words.identities.value, cell: ({ value }) => <Code>{value}</Code> },
  { id: 'since', title: words.identities.since, cell: ({ addedAt }) => <Moment at={addedAt} /> },
];

function Identities({ customer: { identities } }: { readonly customer: Customer }): ReactNode {
  return (
    <Table
      label={words.tabs.identities}
      columns={identityColumns}
      rows={identities}
      rowKey={({ kind, value }) => `${kind} ${value}`}
      isDense
      hasNoKeys
    />
  );
}

type Segment = Customer['segments'][number];
const segmentColumns: readonly Column<Segment>[] = [
  {
    id: 'segment',
    title: words.segments.segment,
    cell: ({ id, title }) => (
      <Link to="/segments/$id" params={{ id }}>
        {title ?? id}
      </Link>
    ),
  },
  { id: 'since', title: words.segments.since, cell: ({ since }) => <Moment at={since} /> },
  { id: 'cause', title: words.segments.cause, cell: ({ cause }) => wordsOfSegments.one.causes[cause] ?? cause },
];

function Segments({ customer: { segments } }: { readonly customer: Customer }): ReactNode {
  if (segments.length === 0) return <Empty>{words.segments.none}</Empty>;
  return (
    <Table
      label={words.tabs.segments}
      columns={segmentColumns}
      rows={segments}
      rowKey={({ id }) => id}
      isDense
      hasNoKeys
    />
  );
}

type Statement = Answer<'/v1/customers/{id}/consents'>['items'][number];
const consentColumns: readonly Column<Statement>[] = [
  { id: 'subject', title: words.consents.subject, cell: ({ subject, name }) => `${subject} ${name}` },
  { id: 'state', title: words.consents.state, cell: ({ state }) => state },
  { id: 'source', title: words.consents.source, cell: ({ source }) => source },
  { id: 'made', title: words.consents.made, cell: ({ at, acceptedAt }) => <Moment at={at ?? acceptedAt} /> },
];

function Consents({ id }: { readonly id: string }): ReactNode {
  const consents = useRead('/v1/customers/{id}/consents', { path: { id }, query: { limit: 100 } });
  if (consents.error) return <Problem error={consents.error} />;
  if (!consents.data) return null;
  const { current, items } = consents.data;
  if (items.length === 0) return <Empty>{words.consents.nothing}</Empty>;
  return (
    <div className={css.form}>
      <Row>
        {current.map(({ subject, name, state, until }) => (
          <Badge key={`${subject} ${name}`} tone={state === 'granted' ? 'ok' : 'blocked'}>
            {`${subject} ${name}: ${state}${until === null ? '' : ` ${words.consents.until(until.slice(0, 10))}`}`}
          </Badge>
        ))}
      </Row>
      <Table
        label={words.consents.history}
        columns={consentColumns}
        rows={items}
        rowKey={(each) => each.id}
        isDense
        hasNoKeys
      />
    </div>
  );
}
