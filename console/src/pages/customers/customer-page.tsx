import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../api/client.ts';
import { Badge, StateBadge } from '../../design/badge.tsx';
import { Code } from '../../design/code.tsx';
import { Checkbox } from '../../design/field.tsx';
import { Moment, useNow } from '../../design/moment.tsx';
import { Page, Section } from '../../design/page.tsx';
import { Problem } from '../../design/problem.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { MessageLink } from '../../lists/links.tsx';
import css from '../../lists/lists.module.css';
import { Panel } from '../../lists/panel.tsx';
import { wordsOfCustomers as words } from '../../words/customers.ts';
import { type Customer, nameOf } from './customer.ts';
import { CustomerActs } from './customer-acts.tsx';
import { CustomerTimeline } from './customer-timeline.tsx';
import { Next } from './next.tsx';
import { Profile } from './profile.tsx';

/** As many entries as the lanes are drawn from. */
const DRAWN = 200;

export function CustomerPage(): ReactNode {
  const { id } = useParams({ from: '/customers/$id' });
  const { zone } = useSearch({ from: '/customers/$id' });
  const customer = useRead('/v1/customers/{id}', { path: { id }, query: { limit: DRAWN } }, { refetchEveryMs: 10_000 });
  const ahead = useRead('/v1/customers/{id}/ahead', { path: { id } }, { refetchEveryMs: 30_000 });
  if (!customer.data) {
    return (
      <Page title={words.title}>
        {customer.error ? (
          <Problem error={customer.error} onRetry={() => void customer.refetch()} />
        ) : (
          <Skeleton rows={10} />
        )}
      </Page>
    );
  }
  const { data } = customer;
  const shownZone = zone === 'theirs' ? data.timeZone : undefined;
  return (
    <Page title={nameOf(data)} meta={<Head customer={data} />} actions={<CustomerActs customer={data} />}>
      <div className={css.columns}>
        <Panel title={words.notSent}>
          <NotSent customer={data} />
        </Panel>
        <Panel title={words.next}>
          {ahead.error && <Problem error={ahead.error} />}
          {ahead.isPending && <Skeleton rows={3} />}
          {ahead.data && <Next ahead={ahead.data} zone={shownZone} />}
        </Panel>
      </div>
      <CustomerTimeline customer={data} ahead={ahead.data?.runs ?? []} zone={shownZone} />
      <Section title={words.profile}>
        <Profile customer={data} />
      </Section>
    </Page>
  );
}

const reachTones = {
  reachable: 'ok',
  'no-address': 'neutral',
  suppressed: 'bad',
  withdrawn: 'blocked',
  'no-marketing': 'blocked',
} as const;

function Head({ customer }: { readonly customer: Customer }): ReactNode {
  const { id, identities, createdAt, timeZone, reach, mergedIds } = customer;
  const navigate = useNavigate({ from: '/customers/$id' });
  const { zone } = useSearch({ from: '/customers/$id' });
  const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', timeZone }).format(useNow());
  const userId = identities.find(({ kind }) => kind === 'user_id')?.value;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <Code>{userId ?? id}</Code>
      <span>{words.there(clock, timeZone)}</span>
      {timeZone !== own && (
        <Checkbox
          label={words.theirZone}
          isSelected={zone === 'theirs'}
          onChange={(isOn) =>
            void navigate({ search: (before) => ({ ...before, zone: isOn ? 'theirs' : undefined }) as typeof before })
          }
        />
      )}
      <span>
        {words.known} <Moment at={createdAt} />
      </span>
      {mergedIds.length > 0 && <span>{words.joined(mergedIds.length)}</span>}
      {reach.map(({ channel, state, address, reason }) => (
        <span key={channel} title={address ?? undefined}>
          <Badge tone={reachTones[state]}>
            {`${channel}: ${words.reach[state]}${reason === null ? '' : `, ${words.reasons[reason as keyof typeof words.reasons] ?? reason}`}`}
          </Badge>
        </span>
      ))}
    </>
  );
}

function NotSent({ customer: { notSent, id } }: { readonly customer: Customer }): ReactNode {
  if (notSent.length === 0) return <p className={css.note}>{words.notSentNone}</p>;
  return (
    <>
      <ul className={css.reasons} aria-label={words.notSent}>
        {notSent.map((message) => (
          <li key={message.id}>
            <StateBadge state={message.state} />
            <span>
              <MessageLink id={message.id}>{words.message(message.template, message.channel)}</MessageLink>
              {message.title !== null && ` ${words.of(message.title)}`}: {words.reason(message.text)}
            </span>
            <Moment at={message.updatedAt} />
          </li>
        ))}
      </ul>
      <Link to="/messages" search={{ customer: id }}>
        {words.messages}
      </Link>
    </>
  );
}
