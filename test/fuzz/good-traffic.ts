import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface GoodTrafficPlan {
  readonly port: number;
  readonly senders: readonly { readonly name: string; readonly key: string; readonly address: string }[];
  readonly callsPerSecond: number;
}

/** What became of one request of a good sender. */
export interface GoodAnswer {
  readonly sender: string;
  readonly ids: readonly string[];
  /** 0: there was no answer, and `body` says why. */
  readonly status: number;
  readonly body: string;
  /** Answered 200, and all its calls are called accepted. */
  readonly isStored: boolean;
  readonly startedAt: number;
  readonly ms: number;
  /** How late the sender's own timers were about then: lateness of the machine, not of the server. */
  readonly lagMs: number;
}

export interface GoodTraffic {
  readonly answers: readonly GoodAnswer[];
  /** How long the oldest call that has no answer yet has waited. */
  oldestMs(): number;
  /** When a call was answered with 200 last. */
  answeredAt(): number;
  stop(): Promise<void>;
}

export function startGoodTraffic(plan: GoodTrafficPlan): GoodTraffic {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(__dirname, 'good-traffic-process.ts'), JSON.stringify(plan)],
    {
      cwd: path.join(__dirname, '../..'),
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const answers: GoodAnswer[] = [];
  let oldest = 0;
  let answeredAt = Date.now();
  child.on('message', (message: { oldestMs?: number; answer?: GoodAnswer }) => {
    if (message.answer) answers.push(message.answer);
    if (message.answer?.status === 200) answeredAt = message.answer.startedAt + message.answer.ms;
    if (message.oldestMs !== undefined) oldest = message.oldestMs;
  });
  return {
    answers,
    oldestMs: () => oldest,
    answeredAt: () => answeredAt,
    async stop() {
      const ended = once(child, 'exit');
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
