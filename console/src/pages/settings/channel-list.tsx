import { type ReactNode, useState } from 'react';
import { type Answer, useRead } from '../../api/client.ts';
import { useRight } from '../../api/session.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Moment } from '../../design/moment.tsx';
import { Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { wordsOfSettings } from '../../words/settings.ts';
import { TestDialog } from './test-dialog.tsx';

const words = wordsOfSettings.channels;
type Channel = Answer<'/v1/channels'>['items'][number];

/** How each channel stands, with the words of its provider where it refuses us. */
export function ChannelList(): ReactNode {
  const channels = useRead('/v1/channels', {}, { refetchEveryMs: 5_000 });
  const [tested, setTested] = useState<Channel>();
  const mayTest = useRight('operate');
  const { columns } = words;
  const hour = ({ lastHour }: Channel) =>
    lastHour.map(({ state, messages }) => words.hour(state, messages)).join(', ') || words.none;
  const test = (channel: Channel) =>
    channel.isTestable && (
      <Button isSmall aria-label={words.testOf(channel.channel)} onPress={() => setTested(channel)}>
        {words.test}
      </Button>
    );
  return (
    <Section title={words.title}>
      {channels.error && <Problem error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.isPending && <Skeleton rows={3} />}
      {channels.data && (
        <Table
          label={words.title}
          rows={channels.data.items}
          rowKey={({ channel }) => channel}
          columns={[
            { id: 'channel', title: columns.channel, cell: ({ channel }) => channel },
            { id: 'state', title: columns.state, cell: (channel) => <State {...channel} /> },
            {
              id: 'since',
              title: columns.since,
              cell: ({ refusal, unserved }) => <Moment at={refusal?.since ?? unserved?.since} />,
            },
            { id: 'hour', title: columns.hour, cell: hour },
            ...(mayTest ? [{ id: 'act', title: columns.act, cell: test }] : []),
          ]}
        />
      )}
      {tested && (
        <TestDialog channel={tested.channel} takesAddress={tested.takesAddress} onClose={() => setTested(undefined)} />
      )}
    </Section>
  );
}

function State({ isStopped, refusal, unserved, isInUse }: Channel): ReactNode {
  if (isStopped) return <Badge tone="blocked">{words.stopped}</Badge>;
  if (refusal) return <Badge tone="bad">{words.refused(refusal.code)}</Badge>;
  if (unserved) return <Badge tone="bad">{words.unserved(unserved.messages)}</Badge>;
  return isInUse ? <Badge tone="ok">{words.works}</Badge> : <Badge tone="neutral">{words.unused}</Badge>;
}
