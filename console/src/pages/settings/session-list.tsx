import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { wordsOfSettings } from '../../words/settings.ts';
import css from './form.module.css';

const words = wordsOfSettings.sessions;
type OpenSession = Answer<'/v1/sessions'>['items'][number];

/** Sessions that are open (an administrator sees those of everybody), and the own password. */
export function SessionList(): ReactNode {
  const sessions = useRead('/v1/sessions', {});
  const me = useRead('/v1/session', {});
  const end = useWrite('delete', '/v1/sessions/{id}', { onDone: () => showToast({ text: words.ended }) });
  const { columns } = words;
  const act = ({ id, isCurrent }: OpenSession) =>
    isCurrent ? (
      <Badge tone="way">{words.current}</Badge>
    ) : (
      <Button isSmall isDisabled={end.isPending} onPress={() => end.mutate({ path: { id } })}>
        {words.end}
      </Button>
    );
  return (
    <>
      <Section title={words.title}>
        {sessions.error && <Problem error={sessions.error} onRetry={() => void sessions.refetch()} />}
        {end.error && <Problem error={end.error} />}
        {sessions.isPending && <Skeleton rows={3} />}
        {sessions.data && (
          <Table
            label={words.title}
            rows={sessions.data.items}
            rowKey={({ id }) => id}
            columns={[
              { id: 'who', title: columns.who, cell: ({ who }) => who },
              { id: 'via', title: columns.via, cell: ({ via }) => via },
              { id: 'agent', title: columns.agent, cell: ({ agent }) => agent ?? '–' },
              { id: 'began', title: columns.began, cell: ({ createdAt }) => <Moment at={createdAt} /> },
              { id: 'seen', title: columns.seen, cell: ({ seenAt }) => <Moment at={seenAt} /> },
              { id: 'act', title: columns.act, cell: act },
            ]}
          />
        )}
      </Section>
      {me.data?.kind === 'user' && <OwnPassword />}
    </>
  );
}

function OwnPassword(): ReactNode {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const texts = words.password;
  const change = useWrite('put', '/v1/session/password', {
    onDone: () => {
      setCurrent('');
      setNext('');
      showToast({ text: texts.done });
    },
  });
  const body = { password: next, ...(current !== '' && { current }) };
  return (
    <Section title={texts.title}>
      <div className={css.form}>
        <TextField
          label={texts.current}
          help={texts.currentHelp}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <TextField
          label={texts.next}
          help={texts.nextHelp}
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
        />
        {change.error && <Problem error={change.error} />}
        <Button isDisabled={next.length < 12 || change.isPending} onPress={() => change.mutate({ body })}>
          {texts.change}
        </Button>
      </div>
    </Section>
  );
}
