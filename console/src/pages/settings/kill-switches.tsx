import { type ReactNode, useState } from 'react';
import { type Answer, useRead, useWrite } from '../../api/client.ts';
import { WithRight } from '../../api/session.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { showToast } from '../../design/toast.tsx';
import { StopDialog } from '../../shell/stop-dialog.tsx';
import { wordsOfSettings } from '../../words/settings.ts';

const words = wordsOfSettings.stops;
type KillSwitch = Answer<'/v1/kill-switches'>['items'][number];

const nameOf = (id: string) => (id === 'workspace' ? words.all : (id.split(':')[1] ?? id));

/** What is stopped, and the way to stop more. */
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
      {isStopping && <StopDialog onClose={() => setStopping(false)} />}
    </Section>
  );
}
