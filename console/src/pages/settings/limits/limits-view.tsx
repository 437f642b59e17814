import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Cap } from '../../../../../core/workspace/caps.ts';
import type { Configuration } from '../../../../../core/workspace/configuration.ts';
import type { Hold } from '../../../../../core/workspace/holds.ts';
import type { SendRate } from '../../../../../core/workspace/send-rate.ts';
import { useRead } from '../../../api/client.ts';
import { useConditionNames } from '../../../condition/names.ts';
import { Empty } from '../../../design/empty.tsx';
import { Section } from '../../../design/page.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { Table } from '../../../design/table.tsx';
import { wordsOfLimits as words } from '../../../words/limits.ts';
import { CapEditor } from './cap-editor.tsx';
import { GlobalControl } from './global-control.tsx';
import { HoldEditor } from './hold-editor.tsx';
import css from './limits.module.css';
import { NamedLimits } from './named-limits.tsx';
import { QuietHoursView } from './quiet-hours.tsx';
import { RateEditor } from './rate-editor.tsx';
import type { LimitSection } from './use-section.ts';

/** Quiet hours, caps, holds, priorities, rates and global control: looked at, and changed by those who may publish. */
export function LimitsView(): ReactNode {
  const workspace = useRead('/v1/workspace', {}, { refetchEveryMs: 30_000 });
  const { channels } = useConditionNames();
  const { data } = workspace;
  if (workspace.error && !data) return <Problem error={workspace.error} onRetry={() => void workspace.refetch()} />;
  if (!data) return <Skeleton rows={8} />;
  const limits = { version: data.version, configuration: data.configuration as unknown as Configuration };
  const inWords = (section: LimitSection) => data.sections.find(({ id }) => id === section)?.settings ?? [];
  return (
    <div className={css.sections}>
      <div className={css.form}>
        <p>{words.intro}</p>
        <p className={css.note}>{words.keptAsFile}</p>
      </div>
      <QuietHoursView limits={limits} channels={channels} />
      <NamedLimits<Cap>
        section="caps"
        limits={limits}
        texts={words.caps}
        inWords={inWords('caps')}
        Editor={CapEditor}
      />
      <NamedLimits<Hold>
        section="holds"
        limits={limits}
        texts={words.holds}
        inWords={inWords('holds')}
        Editor={HoldEditor}
      />
      <Priorities />
      <NamedLimits<SendRate>
        section="sendRate"
        limits={limits}
        texts={words.sendRate}
        inWords={inWords('sendRate')}
        Editor={RateEditor}
      />
      <GlobalControl limits={limits} text={inWords('globalControl')[0]?.text ?? ''} />
    </div>
  );
}

function Priorities(): ReactNode {
  const journeys = useRead('/v1/journeys', {});
  const items = [...(journeys.data?.items ?? [])].sort((a, b) => b.priority - a.priority);
  const { columns } = words.priorities;
  return (
    <Section title={words.priorities.title}>
      <p>{words.priorities.about}</p>
      {journeys.error && <Problem error={journeys.error} onRetry={() => void journeys.refetch()} />}
      {journeys.data && items.length === 0 && <Empty>{words.priorities.none}</Empty>}
      {items.length > 0 && (
        <Table
          label={words.priorities.title}
          rows={items}
          rowKey={({ id }) => id}
          isDense
          hasNoKeys
          columns={[
            {
              id: 'journey',
              title: columns.journey,
              cell: ({ id, title }) => (
                <Link to="/journeys/$id" params={{ id }}>
                  {title ?? id}
                </Link>
              ),
            },
            {
              id: 'priority',
              title: columns.priority,
              cell: ({ priority }) => priority,
              isNumber: true,
              width: '12ch',
            },
            { id: 'purpose', title: columns.purpose, cell: ({ purpose }) => purpose },
          ]}
        />
      )}
    </Section>
  );
}
