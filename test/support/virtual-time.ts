import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { type Database, execute } from '../../store/database/database.ts';

/**
 * Days of waiting in milliseconds: Temporal's time skipping, run by run, and the workspace's clock with it, so that a
 * virtual day is the same everywhere. A fast-forward skips a run's timers up to its target and stops there by itself;
 * while an activity is under way it waits, so everything on the way really happens.
 */
export interface VirtualTime {
  /** Moves these runs, and then the workspace's clock, ahead. */
  skip(workflowIds: readonly string[], milliseconds: number): Promise<void>;
}

const COMPLETED = 2;
const RUN_ENDED_FIRST = 3;

export function createVirtualTime(client: Client, database: Database): VirtualTime {
  const { workflowService } = client;
  const { namespace } = client.options;

  async function fastForward(workflowId: string, milliseconds: number): Promise<void> {
    const id = randomUUID();
    const workflowExecution = { workflowId };
    const seconds = Math.floor(milliseconds / 1_000);
    await workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution,
      workflowExecutionOptions: {
        timeSkippingConfig: {
          enabled: true,
          fastForwardConfig: { id, duration: { seconds: seconds as never, nanos: (milliseconds % 1_000) * 1e6 } },
          maxSessionSkipCount: 10_000,
        },
      },
      updateMask: { paths: ['time_skipping_config'] },
    });
    for (;;) {
      const { fastForwardPollingResult: result } = await workflowService.pollWorkflowExecutionTimeSkipping({
        namespace,
        workflowExecution,
        fastForwardId: id,
      });
      if (result === COMPLETED || result === RUN_ENDED_FIRST) return;
    }
  }

  return {
    async skip(workflowIds, milliseconds) {
      await Promise.all(workflowIds.map((workflowId) => fastForward(workflowId, milliseconds)));
      await execute(database, `update workspaces set clock_offset_ms = clock_offset_ms + ?`, [milliseconds]);
    },
  };
}
