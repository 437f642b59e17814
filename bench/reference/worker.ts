import path from 'node:path';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createWebhookProvider } from '../../services/channels/webhook.ts';

/**
 * The bare reference, a process of its own as our worker is: plain workflows of the same shape, on the same server, with
 * the same task queues, slots, eager start and sticky time-out. Its turns do nothing; its send is the same signed request
 * to the same receiver. The benchmark sends it messages that say what to start.
 */
export interface BareActivities {
  /** The present moment, epoch milliseconds. */
  turn(): Promise<number>;
  send(key: string): Promise<void>;
}

export interface BareOrder {
  readonly keys: readonly string[];
  readonly concurrency: number;
  readonly waitMs: number;
  /** The send as an activity on a queue, or as a local one in the run's own task. */
  readonly lane: 'regular' | 'inline';
}

/** When each was started, epoch milliseconds; how late each left its wait; how long until all had ended. `first` names the order that it answers. */
export interface BareReport {
  readonly first: string;
  readonly startedAt: Readonly<Record<string, number>>;
  readonly lateMs: readonly number[];
  readonly milliseconds: number;
}

async function main(): Promise<void> {
  process.once('disconnect', () => process.exit()); // the benchmark is over, or died
  const [address, namespace, url, secret] = process.argv.slice(2) as [string, string, string, string];
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } },
  });
  const connection = await NativeConnection.connect({ address });
  const provider = createWebhookProvider({ endpoint: { url, secret }, timeoutMs: 10_000, allowPrivateAddresses: true });
  const activities: BareActivities = {
    turn: async () => Date.now(),
    async send(key) {
      const { result } = await provider.send(
        { key, address: '', parts: { body: JSON.stringify({ ref: key }) } },
        async () => {},
      );
      if (result !== 'accepted') throw new Error(result);
    },
  };
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: path.join(__dirname, 'workflows.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  const workers = await Promise.all([
    Worker.create({
      connection,
      namespace,
      taskQueue: 'bare',
      workflowBundle,
      activities,
      maxConcurrentWorkflowTaskExecutions: 40,
      stickyQueueScheduleToStartTimeout: '1s',
    }),
    Worker.create({
      connection,
      namespace,
      taskQueue: 'bare-channel',
      activities,
      maxConcurrentActivityTaskExecutions: 20,
    }),
  ]);
  for (const worker of workers) void worker.run();
  const client = new Client({ connection, namespace });

  process.on('message', async ({ keys, concurrency, waitMs, lane }: BareOrder) => {
    const startedAt: Record<string, number> = {};
    const lateMs: number[] = [];
    const queue = [...keys];
    const from = performance.now();
    await Promise.all(
      Array.from({ length: Math.min(concurrency, keys.length) }, async () => {
        for (let key = queue.shift(); key; key = queue.shift()) {
          startedAt[key] = performance.timeOrigin + performance.now();
          const handle = await client.workflow.start(lane === 'inline' ? 'bareInlineRun' : 'bareRun', {
            workflowId: key,
            taskQueue: 'bare',
            args: [{ key, waitMs }],
            requestEagerStart: true,
            workflowTaskTimeout: '5s',
          });
          lateMs.push((await handle.result()) as number);
        }
      }),
    );
    const report: BareReport = { first: keys[0] as string, startedAt, lateMs, milliseconds: performance.now() - from };
    process.send?.(report);
  });
  process.send?.('ready');
}

void main();
