import { CancellationScope, condition, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { BareActivities } from './worker.ts';

const { turn, send: sendInline } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '20s' });

/**
 * The shape of entry ▸ message ▸ end, and nothing but the shape: turn, send, turn. With `waitMs`: turn, timer, turn, send,
 * turn. Gives by how many milliseconds the wait was too long, by the turns' own clock.
 */
export async function bareRun({ key, waitMs }: { key: string; waitMs: number }): Promise<number> {
  return CancellationScope.nonCancellable(async () => {
    const begun = await turn();
    let late = 0;
    if (waitMs > 0) {
      await condition(() => false, waitMs);
      late = (await turn()) - begun - waitMs;
    }
    const { send } = proxyActivities<BareActivities>({
      taskQueue: 'bare-channel',
      startToCloseTimeout: '60s',
      heartbeatTimeout: '5s',
    });
    await send(key);
    await turn();
    return late;
  });
}

/** The same where the send is a local activity: start, send, end; with `waitMs`: turn, timer, send, end. */
export async function bareInlineRun({ key, waitMs }: { key: string; waitMs: number }): Promise<number> {
  return CancellationScope.nonCancellable(async () => {
    if (waitMs > 0) {
      await turn();
      await condition(() => false, waitMs);
    }
    await sendInline(key);
    return 0;
  });
}
