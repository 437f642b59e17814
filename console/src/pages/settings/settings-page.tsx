import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useRight } from '../../api/session.tsx';
import { Page } from '../../design/page.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { wordsOfSettings as words } from '../../words/settings.ts';
import { AuditLog } from './audit-log.tsx';
import { KillSwitches } from './kill-switches.tsx';

/** Loaded where they are shown. */
const Limits = lazy(async () => ({ default: (await import('./limits/limits-view.tsx')).LimitsView }));
const People = lazy(async () => ({ default: (await import('./people-list.tsx')).PeopleList }));
const Keys = lazy(async () => ({ default: (await import('./key-list.tsx')).KeyList }));
const Sessions = lazy(async () => ({ default: (await import('./session-list.tsx')).SessionList }));
const Workspace = lazy(async () => ({ default: (await import('./workspace-view.tsx')).WorkspaceView }));
const Channels = lazy(async () => ({ default: (await import('./channel-list.tsx')).ChannelList }));

const route = getRouteApi('/settings');

/** Who may do what, by which keys and channels, what the workspace has set, what is stopped, and who changed it. */
export function SettingsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useRight('admin');
  const tabs = [
    { id: 'kill-switches', label: words.tabs.stops, content: <KillSwitches /> },
    { id: 'limits', label: words.tabs.limits, content: loaded(<Limits />) },
    { id: 'channels', label: words.tabs.channels, content: loaded(<Channels />) },
    { id: 'workspace', label: words.tabs.workspace, content: loaded(<Workspace />) },
    { id: 'sessions', label: words.tabs.sessions, content: loaded(<Sessions />) },
    ...(isAdmin
      ? [
          { id: 'people', label: words.tabs.people, content: loaded(<People />) },
          { id: 'keys', label: words.tabs.keys, content: loaded(<Keys />) },
          { id: 'audit', label: words.tabs.audit, content: <AuditLog /> },
        ]
      : []),
  ];
  const selected = tabs.some(({ id }) => id === search.tab) ? String(search.tab) : 'kill-switches';
  return (
    <Page title={words.title}>
      <Tabs
        label={words.tabs.label}
        tabs={tabs}
        selected={selected}
        onSelect={(tab) => void navigate({ search: { tab } })}
      />
    </Page>
  );
}

function loaded(content: ReactNode): ReactNode {
  return <Suspense fallback={<Skeleton rows={8} />}>{content}</Suspense>;
}
