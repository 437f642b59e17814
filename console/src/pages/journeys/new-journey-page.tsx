import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useRead, useWrite } from '../../api/client.ts';
import { Button } from '../../design/button.tsx';
import { Combo } from '../../design/combo.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Table } from '../../design/table.tsx';
import lists from '../../lists/lists.module.css';
import { wordsOfEditor } from '../../words/editor.ts';
import { eventsIn, exampleJourneys, withEvents } from './example-journeys.ts';

const words = wordsOfEditor.newJourney;

/** A draft from nothing or from an example, whose events are called as in one's own data. */
export function NewJourneyPage(): ReactNode {
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const [title, setTitle] = useState('');
  const [from, setFrom] = useState('abandoned-cart');
  const [called, setCalled] = useState<Readonly<Record<string, string>>>({});
  const names = useRead('/v1/names', {});
  const drafts = useRead('/v1/drafts', {}, { refetchEveryMs: 10_000 });
  const make = useWrite('post', '/v1/drafts', {
    onDone: (draft) => void navigate({ to: '/journeys/$id/draft', params: { id: draft.id } }),
  });
  const example = exampleJourneys.find((each) => each.id === from);
  const events = example ? eventsIn(example) : [];
  const send = () => {
    const titled = title === '' ? {} : { title };
    const definition = example && { ...withEvents(example, called), ...titled, id };
    make.mutate({
      body: {
        id,
        from: definition ? { kind: 'definition', definition: definition as never } : { kind: 'blank', ...titled },
      },
    });
  };
  return (
    <Page title={words.title}>
      {make.error && <Problem error={make.error} />}
      <form
        className={lists.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (id !== '') send();
        }}
      >
        <TextField
          label={words.id}
          help={words.idHelp}
          isCode
          value={id}
          onChange={(next) => setId(next.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'))}
          maxLength={80}
          autoFocus
        />
        <TextField label={words.name} value={title} onChange={setTitle} maxLength={200} />
        <Select
          label={words.from}
          choices={[
            ...exampleJourneys.map((each) => ({ value: each.id, label: words.examples[each.id] ?? each.id })),
            { value: '', label: words.blank },
          ]}
          value={from}
          onChange={setFrom}
        />
        {events.length > 0 && (
          <Section title={words.events}>
            <p>{words.eventsHelp}</p>
            {events.map((event) => (
              <Combo
                key={event}
                label={event}
                allowsOther
                choices={(names.data?.events ?? []).map(({ name }) => ({ value: name, label: name }))}
                value={called[event] ?? event}
                onChange={(name) => setCalled({ ...called, [event]: name })}
              />
            ))}
          </Section>
        )}
        <div>
          <Button kind="primary" type="submit" isDisabled={id === '' || make.isPending}>
            {words.make}
          </Button>
        </div>
      </form>
      {drafts.data && drafts.data.items.length > 0 && (
        <Section title={words.drafts}>
          <Table
            label={words.drafts}
            rows={drafts.data.items}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'title',
                title: words.name,
                cell: (row) => (
                  <Link to="/journeys/$id/draft" params={{ id: row.id }}>
                    {row.title ?? row.id}
                  </Link>
                ),
              },
              { id: 'id', title: words.id, cell: (row) => row.id },
              {
                id: 'live',
                title: wordsOfEditor.saved,
                cell: (row) => (
                  <span>
                    <Moment at={row.savedAt} /> {words.savedBy(row.savedBy)}
                  </span>
                ),
              },
            ]}
          />
        </Section>
      )}
    </Page>
  );
}
