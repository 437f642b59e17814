import type { Logger } from 'pino';
import { groupBy } from '../../core/base/group-by.ts';
import type { Database } from '../../store/database/database.ts';
import { codeOf } from '../../store/measurement/failures.ts';
import { type Repeated, repeat } from '../measurement/repeat.ts';
import { readMarks, type Subject } from './subjects.ts';

/** What a stream writes to. */
export interface HintSink {
  changed(subjects: readonly Subject[]): void;
  /** Keeps proxies from closing a quiet connection. */
  heartbeat(): void;
  /** The stream is over; why. */
  end(reason: 'signed-out' | 'stopping' | 'slow'): void;
  /** Has the reader taken what it was sent? */
  isKeepingUp(): boolean;
}

export interface Watcher {
  readonly workspace: string;
  /** Whose stream it is: a person or a key. */
  readonly owner: string;
  readonly subjects: ReadonlySet<Subject>;
  /** Is who opened it still signed in? */
  isAdmitted(): Promise<boolean>;
}

export interface HintStreams {
  /** Undefined: this process or this owner has as many streams as it may. */
  open(watcher: Watcher, sink: HintSink): { close(): void } | undefined;
  count(): number;
  stop(): Promise<void>;
}

export interface HintStreamOptions {
  readonly database: Database;
  readonly logger: Logger;
  readonly lookEveryMs?: number | undefined;
  readonly heartbeatMs?: number | undefined;
  readonly mostOfProcess?: number | undefined;
  readonly mostOfOwner?: number | undefined;
}

interface OpenStream {
  readonly watcher: Watcher;
  readonly sink: HintSink;
  /** Its first look reports everything: what its page has read may be older. */
  isNew: boolean;
}

/**
 * The open streams of hints of a process. One reader looks for all of them: while nobody watches, it reads nothing; else
 * it reads the marks of what is watched every two seconds, and reports to the streams what has another mark than before. A
 * change is reported again after the next look, because what follows by itself, such as a provider's answer, may leave no mark.
 */
export function createHintStreams(options: HintStreamOptions): HintStreams {
  const { database, logger, lookEveryMs = 2_000, heartbeatMs = 15_000 } = options;
  const { mostOfProcess = 500, mostOfOwner = 20 } = options;
  const streams = new Set<OpenStream>();
  const looks = new Map<string, Look>();
  let loops: readonly Repeated[] | undefined; // from the first stream on
  let isFailing = false;

  async function look(): Promise<void> {
    const byWorkspace = groupBy([...streams], ({ watcher }) => watcher.workspace);
    for (const workspace of looks.keys()) if (!byWorkspace.has(workspace)) looks.delete(workspace);
    for (const [workspace, open] of byWorkspace) {
      const subjects = new Set(open.flatMap(({ watcher }) => [...watcher.subjects]));
      const found = nextLook(looks.get(workspace), await readMarks(database, workspace, subjects));
      looks.set(workspace, found);
      for (const stream of open) if (streams.has(stream)) tell(stream, found); // it may have ended meanwhile
    }
    isFailing = false;
  }

  /** Once, and not every two seconds for as long as PostgreSQL is unavailable. */
  function noteFailure(error: unknown): void {
    if (!isFailing) logger.warn({ code: codeOf(error) }, 'changes could not be read: streams of hints are silent');
    isFailing = true;
  }

  async function beat(): Promise<void> {
    for (const stream of [...streams]) {
      const { watcher, sink } = stream;
      if (!sink.isKeepingUp()) end(stream, 'slow');
      else if (!(await watcher.isAdmitted().catch(() => true)))
        end(stream, 'signed-out'); // unknown: PostgreSQL is away
      else sink.heartbeat();
    }
  }

  function end(stream: OpenStream, reason: Parameters<HintSink['end']>[0]): void {
    if (streams.delete(stream)) stream.sink.end(reason);
  }

  return {
    open(watcher, sink) {
      const own = [...streams].filter((stream) => stream.watcher.owner === watcher.owner);
      if (streams.size >= mostOfProcess || own.length >= mostOfOwner) return undefined;
      const stream = { watcher, sink, isNew: true };
      streams.add(stream);
      loops ??= [
        repeat({ everyMs: lookEveryMs, failed: noteFailure }, look),
        repeat({ everyMs: heartbeatMs, failed: noteFailure }, beat),
      ];
      return { close: () => void streams.delete(stream) };
    },
    count: () => streams.size,
    async stop() {
      for (const stream of [...streams]) end(stream, 'stopping');
      await Promise.all((loops ?? []).map((loop) => loop.stop()));
    },
  };
}

interface Look {
  readonly marks: ReadonlyMap<Subject, string>;
  /** What differed from the look before. */
  readonly changed: ReadonlySet<Subject>;
  /** What is to be told: it changed now or at the look before. */
  readonly told: ReadonlySet<Subject>;
}

function nextLook(before: Look | undefined, marks: Look['marks']): Look {
  const differs = ([subject, mark]: readonly [Subject, string]) => (before?.marks.get(subject) ?? mark) !== mark;
  const changed = new Set([...marks].filter(differs).map(([subject]) => subject));
  return { marks, changed, told: new Set([...changed, ...(before?.changed ?? [])]) };
}

function tell(stream: OpenStream, { told }: Look): void {
  const { watcher, sink, isNew } = stream;
  const own = [...watcher.subjects].filter((subject) => isNew || told.has(subject));
  stream.isNew = false;
  if (own.length > 0) sink.changed(own);
}
