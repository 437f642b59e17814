import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ApiProblem } from '../api/api-problem.ts';
import { ask, useRead } from '../api/client.ts';
import { useBindings } from '../keys/keys.ts';
import { wordsOfPalette as words } from '../words/palette.ts';
import { wordsOfShell } from '../words/shell.ts';
import { usePages } from './pages.ts';
import { themes, useTheme } from './theme.ts';

/** Something that the palette finds, with what Enter does. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: 'pages' | 'journeys' | 'customers' | 'runs' | 'acts' | 'steps' | 'templates' | 'events';
  readonly label: string;
  /** Beside the label: an id, an e-mail address. */
  readonly detail?: string | undefined;
  readonly act: () => void;
}

const MOST = 6;
const SHORTEST_SEARCH = 2;

/** What matches the text: customers first where it looks like one, since that is what people paste. */
export function usePaletteEntries(text: string): {
  readonly entries: readonly PaletteEntry[];
  readonly isPending: boolean;
} {
  const search = text.trim();
  const found = useCustomers(search);
  const runs = useRun(search);
  const named = useNamed();
  const own = [...usePageEntries(), ...useJourneys(), ...useActs(), ...(search === '' ? [] : named)].filter(
    ({ label, detail }) => matches(search, label, detail),
  );
  const people = search.length < SHORTEST_SEARCH ? [] : found.entries;
  const entries = [...runs.entries, ...people, ...own];
  const perGroup = new Map<string, number>();
  const shown = entries.filter(({ group }) => {
    const count = (perGroup.get(group) ?? 0) + 1;
    perGroup.set(group, count);
    return count <= MOST || group === 'pages';
  });
  return { entries: shown, isPending: found.isPending || runs.isPending };
}

/** Every word of the text is in the label or the detail. */
export function matches(text: string, label: string, detail = ''): boolean {
  const all = `${label} ${detail}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}

/** Whether pages of this kind are there: what the server part lacks is not offered. */
function useGo(): (to: string, params: Record<string, string>) => (() => void) | undefined {
  const router = useRouter();
  return (to, params) => {
    if (!(to in router.routesByPath)) return undefined;
    return () => void router.navigate({ to, params } as never);
  };
}

function usePageEntries(): readonly PaletteEntry[] {
  const router = useRouter();
  return usePages().map(({ to, title }) => ({
    ...{ id: `page ${to}`, group: 'pages' as const, label: title },
    act: () => void router.navigate({ to } as never),
  }));
}

function useJourneys(): readonly PaletteEntry[] {
  const go = useGo();
  const { data } = useRead('/v1/journeys', {});
  const items = data?.items ?? [];
  return items.flatMap(({ id, title }) => {
    const act = go('/journeys/$id', { id });
    return act ? [{ id: `journey ${id}`, group: 'journeys' as const, label: title ?? id, detail: id, act }] : [];
  });
}

/** Steps, templates and events: each opens the page that shows it. */
function useNamed(): readonly PaletteEntry[] {
  const router = useRouter();
  const { data } = useRead('/v1/names', {});
  const open = (to: string, params: object, search: object) => () =>
    void router.navigate({ to, params, search } as never);
  if (!data) return [];
  return [
    ...data.journeys.flatMap(({ id, steps }) =>
      steps.map((step) => ({
        ...{ id: `step ${id} ${step.id}`, group: 'steps' as const, label: step.title ?? step.id },
        ...{ detail: `${id} · ${step.id}`, act: open('/journeys/$id', { id }, { step: step.id }) },
      })),
    ),
    ...data.templates.map(({ id: template, channels }) => ({
      ...{ id: `template ${template}`, group: 'templates' as const, label: template, detail: channels.join(', ') },
      act: open('/messages', {}, { template }),
    })),
    ...data.events.map(({ name: event }) => ({
      ...{ id: `event ${event}`, group: 'events' as const, label: event },
      act: open('/journeys', {}, { event }),
    })),
  ];
}

function useCustomers(search: string): { entries: readonly PaletteEntry[]; isPending: boolean } {
  const go = useGo();
  const isPossible = go('/customers/$id', { id: '' }) !== undefined && search.length >= SHORTEST_SEARCH;
  const { data, isFetching } = useQuery({
    queryKey: ['/v1/customers', { query: { search, limit: MOST } }],
    queryFn: ({ signal }) => ask('get', '/v1/customers', { query: { search, limit: MOST } }, signal),
    enabled: isPossible,
  });
  const items = isPossible ? (data?.items ?? []) : [];
  const entries = items.flatMap(({ id, name, email, userId, found }) => {
    const act = go('/customers/$id', { id });
    const label = name ?? email ?? userId ?? words.customer(id);
    const detail = found?.value ?? email ?? userId ?? id;
    return act ? [{ id: `customer ${id}`, group: 'customers' as const, label, detail, act }] : [];
  });
  return { entries, isPending: isPossible && isFetching };
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function useRun(search: string): { entries: readonly PaletteEntry[]; isPending: boolean } {
  const go = useGo();
  const isPossible = go('/runs/$id', { id: search }) !== undefined && uuid.test(search);
  const { data, isFetching } = useQuery({
    queryKey: ['run by id', search],
    queryFn: ({ signal }) =>
      ask('get', '/v1/runs/{id}', { path: { id: search } }, signal).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }),
    enabled: isPossible,
  });
  const act = isPossible && data ? go('/runs/$id', { id: search }) : undefined;
  return {
    entries: act ? [{ id: `run ${search}`, group: 'runs', label: words.run(search), act }] : [],
    isPending: isPossible && isFetching,
  };
}

/** What a page can do by a key, it can do from here; and how the pages look. */
function useActs(): readonly PaletteEntry[] {
  const bindings = useBindings();
  const [, setTheme] = useTheme();
  const moves = new Set(['j', 'k', 'x', '[', ']', 'Enter', 'Escape']);
  const fromKeys = bindings
    .filter(({ keys }) => !keys.startsWith('g ') && !moves.has(keys) && !keys.startsWith('Arrow'))
    .map(({ keys, what, act }) => ({ id: `act ${keys}`, group: 'acts' as const, label: what, detail: keys, act }));
  const looks = themes.map((theme) => ({
    ...{ id: `theme ${theme}`, group: 'acts' as const },
    label: `${wordsOfShell.theme.label}: ${wordsOfShell.theme[theme]}`,
    act: () => setTheme(theme),
  }));
  return [...fromKeys, ...looks];
}
