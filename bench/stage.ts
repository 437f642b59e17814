import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { ensureServers, serverPids } from '../test/support/servers.ts';
import { eventually, type Role, type System, startSystem } from '../test/support/system.ts';
import { publication } from './journeys.ts';
import type { BareOrder, BareReport } from './reference/worker.ts';

/**
 * What the cases play on: PostgreSQL and Temporal with the settings of `npm start`, the API and one worker as built
 * processes, a receiver that counts, and beside our worker the bare reference on the same server. One is idle while the
 * other is measured.
 */
export interface Stage {
  readonly system: System;
  /** The processes that do the work, by what they are: ours and the servers'. */
  readonly parts: Readonly<Record<string, number>>;
  readonly bareParts: Readonly<Record<string, number>>;
  /** Sends track calls in batches of 250, one after the other. */
  track(calls: readonly TrackCall[]): Promise<void>;
  /** Resolves when so many open runs of this journey have had their first turn, and the outbox is empty. */
  parked(journeyId: string, runs: number): Promise<void>;
  bare(order: BareOrder): Promise<BareReport>;
  /** A customer with an address enters the journey that sends a mail. */
  mailTo(userId: string): Promise<void>;
  /** How the mail server answers from now on. */
  mails(answer: 'at once' | 'never'): void;
  /** A second worker beside the first. */
  secondWorker(): Promise<{ readonly part: number; stop(): Promise<void> }>;
  /** Resolves when no run of this journey is open. */
  ended(journeyId: string): Promise<void>;
  /** A worker that knows nothing yet, in place of the present one. */
  restartWorker(): Promise<void>;
  stop(): Promise<void>;
}

export interface TrackCall {
  readonly userId: string;
  readonly event: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const BATCH = 250;

/** What signs reports about messages, and the variable by which the API knows it. */
export const provider = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const PROVIDER_SECRET = 'THROUGHLINE_SECRET_SENDGRID';

export async function openStage(): Promise<Stage> {
  await ensureServers('postgres', 'temporal');
  let mailDelayMs = 0;
  const system = await startSystem({
    apiProcess: {
      THROUGHLINE_KEY_RATE: '0', // figures, not limits
      [PROVIDER_SECRET]: provider.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    },
    onMail: async () => (mailDelayMs > 0 ? { delayMs: mailDelayMs } : undefined),
  });
  await system.publish(publication);
  let worker: Role = await system.startWorker();
  const bareWorker = await startBareWorker(system);
  const ordered = new Map<string, (report: BareReport) => void>();
  bareWorker.on('message', (report: BareReport) => ordered.get(report.first)?.(report));
  const servers = serverPids();
  return {
    system,
    parts: { api: system.api?.process.pid as number, worker: worker.process.pid as number, ...servers },
    bareParts: { 'bare worker': bareWorker.pid as number, temporal: servers.temporal as number },
    async track(calls) {
      for (let from = 0; from < calls.length; from += BATCH) await postBatch(system, calls.slice(from, from + BATCH));
    },
    bare(order) {
      return new Promise((resolve) => {
        ordered.set(order.keys[0] as string, resolve);
        bareWorker.send(order);
      });
    },
    async ended(journeyId) {
      await eventually(
        async () => {
          const [open] = await system.db.look<{ open: boolean }>(
            'select exists (select 1 from journey_runs where journey_id = ? and ended_at is null) as open',
            [journeyId],
          );
          return open?.open;
        },
        (open) => open === false,
        600_000,
      );
    },
    async parked(journeyId, runs) {
      await eventually(
        async () => {
          const [seen] = await system.db.look<{ waiting: number; notified: boolean }>(
            `select count(*) as waiting, not exists (select 1 from outbox) as notified from journey_runs
             where journey_id = ? and ended_at is null and consumed > 0`,
            [journeyId],
          );
          return seen;
        },
        (seen) => seen?.waiting === runs && seen.notified,
        1_800_000,
      );
    },
    async mailTo(userId) {
      const identify = { type: 'identify', userId, traits: { email: `${userId}@example.com` } };
      await postCalls(system, [
        identify,
        { type: 'track', userId, event: 'Begin mailing', properties: { ref: userId } },
      ]);
    },
    mails(answer) {
      mailDelayMs = answer === 'never' ? 60_000 : 0;
    },
    async secondWorker() {
      const second = await system.startWorker();
      return { part: second.process.pid as number, stop: () => second.stop() };
    },
    async restartWorker() {
      await worker.stop();
      worker = await system.startWorker();
    },
    async stop() {
      bareWorker.kill('SIGKILL');
      await system.stop();
    },
  };
}

export async function postBatch(system: System, calls: readonly TrackCall[]): Promise<void> {
  await postCalls(
    system,
    calls.map((call) => ({ type: 'track', ...call })),
  );
}

export async function postCalls(
  { apiUrl, writeKey }: Pick<System, 'apiUrl' | 'writeKey'>,
  batch: readonly object[],
): Promise<void> {
  const response = await fetch(`${apiUrl}/v1/batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${writeKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  });
  const answer = (await response.json()) as { accepted?: number };
  if (answer.accepted !== batch.length) throw new Error(`a batch was not accepted: ${JSON.stringify(answer)}`);
}

async function startBareWorker({ environment, namespace, sink }: System): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      path.join(__dirname, 'reference/worker.ts'),
      environment.TEMPORAL_ADDRESS as string,
      namespace,
      sink.url,
      sink.secret,
    ],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const [ready] = await once(child, 'message');
  if (ready !== 'ready') throw new Error('the bare worker did not start');
  return child;
}
