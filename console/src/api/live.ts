import type { Query, QueryClient } from '@tanstack/react-query';
import { noteAnswer } from './availability.ts';
import { noteStream } from './stream-state.ts';
import { type Watched, watchedBy } from './watched.ts';

/** A page that opens reads several things at once: one connection for all. */
const SETTLE_MS = 250;
const AGAIN_MS = 10_000;
/** Of one stream. */
const MOST_SUBJECTS = 20;
/** An address that somebody mistyped names no run: the page says so, and the stream must not be refused for it. */
const canBeWatched = (subject: string) =>
  /^[a-z]+(:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?$/.test(subject);

const watchedOf = ({ meta, queryKey: [path, input] }: Query): Watched | undefined =>
  meta?.isFollowed ? watchedBy(String(path), input) : undefined;

/**
 * Listens to the API's hints for as long as the page is seen: one stream a tab, about what its reads depend on. A hint has
 * those read again that name its subject, but none whose answer is newer than its gap.
 */
export function listenToHints(queries: QueryClient): () => void {
  let source: EventSource | undefined;
  let watched = '';
  let settling: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  const active = () => queries.getQueryCache().findAll({ type: 'active' });

  function settle(after = SETTLE_MS): void {
    clearTimeout(settling);
    settling = setTimeout(connect, after);
  }

  function connect(): void {
    const isSeen = document.visibilityState === 'visible';
    const subjects = isSeen ? new Set(active().flatMap((query) => watchedOf(query)?.subjects ?? [])) : [];
    const wanted = [...subjects].filter(canBeWatched).sort().slice(0, MOST_SUBJECTS).join(',');
    if (wanted === watched && source?.readyState !== EventSource.CLOSED) return;
    source?.close();
    source = undefined;
    watched = wanted;
    if (wanted === '') {
      noteStream('closed');
      return;
    }
    const opened = new EventSource(`/v1/stream?watch=${encodeURIComponent(wanted)}`);
    source = opened;
    opened.addEventListener('open', () => opened === source && noteStream('open'));
    opened.addEventListener('changed', (event) => readAgain(dataOf<Hint>(event).subjects));
    opened.addEventListener('end', (event) => {
      if (dataOf<Ending>(event).reason === 'signed-out') noteAnswer(401);
    });
    opened.addEventListener('error', () => {
      if (opened !== source) return;
      noteStream('away');
      if (opened.readyState === EventSource.CLOSED) settle(AGAIN_MS); // refused: the browser does not try again
    });
  }

  function readAgain(subjects: readonly string[]): void {
    for (const query of active()) {
      const { subjects: own = [], gapMs = 0 } = watchedOf(query) ?? {};
      if (waiting.has(query.queryHash) || !own.some((subject) => subjects.includes(subject))) continue;
      const wait = Math.max(0, query.state.dataUpdatedAt + gapMs - Date.now());
      const timer = setTimeout(() => {
        waiting.delete(query.queryHash);
        void queries.refetchQueries({ queryKey: query.queryKey, exact: true, type: 'active' });
      }, wait);
      waiting.set(query.queryHash, timer);
    }
  }

  const unsubscribe = queries.getQueryCache().subscribe(({ type }) => {
    if (type === 'observerAdded' || type === 'observerRemoved') settle();
  });
  const seen = () => settle(0);
  document.addEventListener('visibilitychange', seen);
  settle();
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', seen);
    clearTimeout(settling);
    for (const timer of waiting.values()) clearTimeout(timer);
    source?.close();
    noteStream('closed');
  };
}

interface Hint {
  readonly subjects: readonly string[];
}
interface Ending {
  readonly reason: string;
}

function dataOf<Data>(event: Event): Data {
  return JSON.parse(String((event as MessageEvent).data)) as Data;
}
