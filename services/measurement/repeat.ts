import { setTimeout as pause } from 'node:timers/promises';

export interface Repeated {
  /** Resolves when the work under way has ended; none begins after it. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  /** Between the end of one and the beginning of the next, in milliseconds. */
  readonly everyMs: number;
  /** Begins at once, not after the first pause. */
  readonly atOnce?: boolean | undefined;
  /** Hears what the work threw. The next one begins all the same. */
  readonly failed: (error: unknown) => void;
}

/** Does work of this process again and again, never twice at once. `stopping` is aborted when it should come to its end. */
export function repeat(
  { everyMs, atOnce = false, failed }: RepeatOptions,
  work: (stopping: AbortSignal) => Promise<void>,
): Repeated {
  const cancel = new AbortController();
  const wait = () => pause(everyMs, undefined, { signal: cancel.signal }).catch(() => {});
  async function run(): Promise<void> {
    if (!atOnce) await wait();
    while (!cancel.signal.aborted) {
      try {
        await work(cancel.signal);
      } catch (error) {
        failed(error);
      }
      await wait();
    }
  }
  const running = run();
  return {
    async stop() {
      cancel.abort();
      await running;
    },
  };
}
