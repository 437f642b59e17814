import { CancellationScope, condition, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { BareActivities } from './worker.ts';

const { turn } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '20s' });

/** The shape of entry ▸ message ▸ end, and nothing but the shape: turn, send, turn. With `waitMs`: turn, timer, turn, send, turn. */
export async function bareRun({ key, waitMs }: { key: string; waitMs: number }): Promise<void> {
  await CancellationScope.nonCancellable(async () => {
    await turn();
    if (waitMs > 0) {
      await condition(() => false, waitMs);
      await turn();
    }
    const { send } = proxyActivities<BareActivities>({
      taskQueue: 'bare-channel',
      startToCloseTimeout: '60s',
      heartbeatTimeout: '5s',
    });
    await send(key);
    await turn();
  });
}
