import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Empty } from '../../design/empty.tsx';
import { TextField } from '../../design/field.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Select } from '../../design/select.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { wordsOfSettings } from '../../words/settings.ts';
import css from './form.module.css';

const words = wordsOfSettings.stops;
type KillSwitch = Answer<'/v1/kill-switches'>['items'][number];

const nameOf = (id: string) => (id === 'workspace' ? words.all : (id.split(':')[1] ?? id));

/** What is stopped, and the way to stop more: to stop something, a person types its name. */
export function KillSwitches(): ReactNode {
  const switches = useRead('/v1/kill-switches', {}, { refetchEveryMs: 5_000 });
  const [isStopping, setStopping] = useState(false);
  const lift = useWrite('delete', '/v1/kill-switches/{id}', { onDone: () => showToast({ text: words.resumed }) });
  const { data } = switches;
  const { columns } = words;
  const stop = (
    <WithRight right="operate">
      <Button kind="danger" onPress={() => setStopping(true)}>
        {words.stop}
      </Button>
    </WithRight>
  );
  const resume = ({ id }: KillSwitch) => (
    <WithRight right="operate">
      <Button isSmall isDisabled={lift.isPending} onPress={() => lift.mutate({ path: { id } })}>
        {words.resume}
      </Button>
    </WithRight>
  );
  return (
    <Section title={words.title} actions={stop}>
      <p>{words.text}</p>
      {switches.error && <Problem error={switches.error} onRetry={() => void switches.refetch()} />}
      {lift.error && <Problem error={lift.error} />}
      {switches.isPending && <Skeleton rows={2} />}
      {data?.items.length === 0 && <Empty>{words.none}</Empty>}
      {data && data.items.length > 0 && (
        <>
          <Table
            label={words.title}
            rows={data.items}
            rowKey={({ id }) => id}
            columns={[
              { id: 'what', title: columns.what, cell: ({ id }) => nameOf(id) },
              { id: 'reason', title: columns.reason, cell: ({ reason }) => reason },
              { id: 'by', title: columns.by, cell: ({ setBy }) => setBy },
              { id: 'since', title: columns.since, cell: ({ since }) => <Moment at={since} /> },
              { id: 'act', title: columns.act, cell: resume },
            ]}
          />
          <p>{words.waiting(data.waiting)}</p>
        </>
      )}
      {isStopping && <Stop onClose={() => setStopping(false)} />}
    </Section>
  );
}

function Stop({ onClose }: { readonly onClose: () => void }): ReactNode {
  const channels = useRead('/v1/channels', {});
  const journeys = useRead('/v1/journeys', {});
  const [id, setId] = useState('channel:email');
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const name = nameOf(id);
  const set = useWrite('put', '/v1/kill-switches/{id}', {
    onDone: () => {
      showToast({ text: words.stopped(name) });
      onClose();
    },
  });
  const kinds = new Set((channels.data?.items ?? []).map(({ channel }) => channel.split(':')[0] ?? channel));
  const choices = [
    { value: 'workspace', label: words.choices.workspace },
    ...[...kinds].map((kind) => ({ value: `channel:${kind}`, label: words.choices.channel(kind) })),
    ...(journeys.data?.items ?? []).map((each) => ({
      value: `journey:${each.id}`,
      label: words.choices.journey(each.id),
    })),
  ];
  const isReady = typed.trim() === name && reason.trim() !== '' && !set.isPending;
  const stop = () => set.mutate({ path: { id }, body: { reason } });
  return (
    <Dialog
      title={words.stopTitle}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{wordsOfSettings.cancel}</Button>
          <Button kind="danger" isDisabled={!isReady} onPress={stop}>
            {words.stopNow(name)}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <Select label={words.what} choices={choices} value={id} onChange={setId} />
        <TextField label={words.reason} help={words.reasonHelp} value={reason} onChange={setReason} maxLength={300} />
        <TextField
          label={words.typeName(name)}
          value={typed}
          onChange={setTyped}
          isCode
          onKeyDown={({ key }) => key === 'Enter' && isReady && stop()}
        />
        {set.error && <Problem error={set.error} />}
      </div>
    </Dialog>
  );
}
