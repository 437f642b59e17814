import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { coerceError } from '../../core/base/failure.ts';
import { connectionOptions, type TemporalOptions } from '../../worker/prepare-temporal.ts';
import { channelTaskQueue, liveTaskQueue } from '../../workflows/contract.ts';

/** How many worker processes poll each task queue; or why that is not known. */
export type Workers = Counted | { readonly unknown: string };

interface Counted {
  readonly address: string;
  readonly runs: number;
  readonly channels: Readonly<Record<string, number>>;
}

const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = temporal.api.enums.v1.TaskQueueType;

/** The server remembers a poller for five minutes, a poll lasts one: who has not come for longer is gone. */
const POLL_MS = 75_000;

/** Asks Temporal, which the API never needs; so this is asked from where the command runs. Never rejects. */
export async function countWorkers(options: TemporalOptions, channels: readonly string[]): Promise<Workers> {
  const { address, namespace } = options;
  try {
    const connection = await Connection.connect({ ...connectionOptions(options), connectTimeout: '3s' });
    const count = async (name: string, taskQueueType: temporal.api.enums.v1.TaskQueueType) => {
      const { pollers } = await connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name },
        taskQueueType,
      });
      const since = Date.now() - POLL_MS;
      const alive = (pollers ?? []).filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds) * 1_000 > since);
      return new Set(alive.map(({ identity }) => identity)).size;
    };
    try {
      const runs = await count(liveTaskQueue, TASK_QUEUE_TYPE_WORKFLOW);
      const counted = channels.map(
        async (id) => [id, await count(channelTaskQueue(id), TASK_QUEUE_TYPE_ACTIVITY)] as const,
      );
      return { address, runs, channels: Object.fromEntries(await Promise.all(counted)) };
    } finally {
      await connection.close();
    }
  } catch (thrown) {
    const [first] = coerceError(thrown).message.split('\n');
    return { unknown: `Temporal does not answer at ${address} (${first})` };
  }
}
