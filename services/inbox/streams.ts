import type { Logger } from 'pino';
import { coerceError } from '../../core/base/failure.ts';
import { type Listener, listenTo } from '../../store/database/listen.ts';
import { INBOX_CHANNEL, type InboxOwner, readInboxChanges } from '../../store/inbox/inbox.ts';
import { type InboxDependencies, noteDelivered, type ShownMessage, showMessage } from './inbox.ts';

/** What a stream writes to. */
export interface StreamSink {
  message(message: ShownMessage): void;
  unread(count: number): void;
  /** Keeps proxies from closing a quiet connection. */
  heartbeat(): void;
  /** The stream is over; why. */
  end(reason: 'expired' | 'stopping' | 'slow'): void;
  /** Has the reader taken what it was sent? */
  isKeepingUp(): boolean;
}

export interface InboxStream {
  close(): void;
}

export interface InboxStreams {
  /** Undefined: this process or this user has as many streams as it may. */
  open(
    owner: InboxOwner,
    from: { readonly since: number; readonly endsAt: number },
    sink: StreamSink,
  ): InboxStream | undefined;
  count(): number;
  stop(): Promise<void>;
}

export interface InboxStreamOptions extends InboxDependencies {
  readonly logger: Logger;
  /** For LISTEN; undefined: only the regular poll finds news. */
  readonly directUrl: string | undefined;
  readonly heartbeatMs?: number | undefined;
  readonly mostOfProcess?: number | undefined;
  readonly mostOfUser?: number | undefined;
}

/** Messages read at once. */
const PORTION = 50;

/**
 * The open streams of a process. A NOTIFY says whose inbox has changed; the stream then reads what stands behind its
 * position. Each heartbeat reads as well, so a hint that was lost, or a merge that moved the customer, costs seconds.
 * One connection listens for all streams, from the first one on.
 */
export function createInboxStreams(options: InboxStreamOptions): InboxStreams {
  const { heartbeatMs = 15_000, mostOfProcess = 5_000, mostOfUser = 6 } = options;
  const streams = new Set<OpenStream>();
  let listener: Listener | undefined;

  function listen(): void {
    const { directUrl: url, logger } = options;
    if (url === undefined || listener !== undefined) return;
    listener = listenTo({
      ...{ url, channel: INBOX_CHANNEL, logger },
      hint(customerId) {
        for (const stream of streams)
          if (customerId === undefined || stream.customerId === undefined || stream.customerId === customerId)
            stream.look();
      },
    });
  }

  const timer = setInterval(() => {
    for (const stream of streams) stream.beat();
  }, heartbeatMs);
  timer.unref();

  return {
    open(owner, from, sink) {
      const own = [...streams].filter(
        ({ owner: { workspace, userId } }) => workspace === owner.workspace && userId === owner.userId,
      );
      if (streams.size >= mostOfProcess || own.length >= mostOfUser) return undefined;
      const stream = openStream(options, { owner, ...from, sink, onEnd: () => streams.delete(stream) });
      streams.add(stream);
      listen();
      stream.look();
      return { close: () => streams.delete(stream) };
    },
    count: () => streams.size,
    async stop() {
      clearInterval(timer);
      for (const stream of [...streams]) stream.end('stopping');
      await listener?.stop();
    },
  };
}

interface OpenStream {
  readonly owner: InboxOwner;
  /** Undefined until a customer with the userId is known. */
  readonly customerId: string | undefined;
  look(): void;
  beat(): void;
  end(reason: 'expired' | 'stopping' | 'slow'): void;
}

interface StreamSetup {
  readonly owner: InboxOwner;
  readonly since: number;
  readonly endsAt: number;
  readonly sink: StreamSink;
  readonly onEnd: () => void;
}

function openStream(dependencies: InboxStreamOptions, { owner, since, endsAt, sink, onEnd }: StreamSetup): OpenStream {
  let position = since;
  let unread: number | undefined;
  let isLooking = false;
  let isWanted = false;
  let isOver = false;
  const stream = { owner, customerId: undefined as string | undefined, look, beat, end };

  /** One look at a time; a hint meanwhile makes one more. */
  function look(): void {
    isWanted = true;
    if (isLooking || isOver) return;
    isLooking = true;
    void readAll()
      .catch((error: unknown) =>
        dependencies.logger.warn({ class: coerceError(error).name }, 'a stream could not read its inbox'),
      )
      .finally(() => {
        isLooking = false;
      });
  }

  async function readAll(): Promise<void> {
    while (isWanted && !isOver) {
      isWanted = false;
      const { database } = dependencies;
      const changes = await readInboxChanges(database, owner, { since: position, limit: PORTION });
      if (isOver) return;
      // A merge joined two inboxes: positions of the other customer may lie behind this one.
      const isMerged = stream.customerId !== undefined && stream.customerId !== changes.customerId;
      stream.customerId = changes.customerId;
      if (isMerged) position = 0;
      isWanted ||= isMerged || changes.items.length === PORTION;
      if (isMerged) continue;
      for (const message of changes.items) {
        sink.message(showMessage(message));
        position = message.position;
      }
      if (unread !== changes.unread) sink.unread(changes.unread);
      unread = changes.unread;
      await noteDelivered(dependencies, owner.workspace, changes.items);
    }
  }

  function beat(): void {
    if (Date.now() >= endsAt) end('expired');
    else if (sink.isKeepingUp()) sink.heartbeat();
    else end('slow');
    look();
  }

  function end(reason: 'expired' | 'stopping' | 'slow'): void {
    isOver = true;
    onEnd();
    sink.end(reason);
  }

  return stream;
}
