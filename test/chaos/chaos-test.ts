import { setTimeout as pause } from 'node:timers/promises';
import { createChance } from './chance.ts';
import { publication } from './journeys.ts';
import { startPlay } from './play.ts';
import { type Reconciliation, reconcile } from './reconciliation/reconcile.ts';
import { startTargets, type TargetName } from './targets.ts';

/**
 * The chaos test: a system of its own under load. While the load lasts, the test kills parts with SIGKILL at moments drawn
 * from a seed: the API, two workers, Temporal; it crashes PostgreSQL, too. Parts restart by themselves. Customers turn out to
 * be one, answer mails and in-app messages, and people race for tasks. The killing stops after the load (and at least ten
 * kills); when all runs have ended, the test reconciles what was accepted, done, stored and received.
 */
export interface ChaosTestOptions {
  readonly customers: number;
  readonly seed: string;
  /** How long customers keep coming. */
  readonly spreadMs: number;
  readonly say: (line: string) => void;
  /** An existing Temporal server that is not killed. */
  readonly temporalAddress?: string | undefined;
  /** The lease of a worker's claim; default: that of the built program, half a minute. */
  readonly leaseMs?: number | undefined;
}

export interface ChaosTestResult extends Reconciliation {
  readonly kills: Readonly<Record<string, number>>;
}

/** The share in a hundred kills, and the shortest pause after one: a part has to be up to be killed. */
const targets: readonly { name: TargetName; share: number; restMs: number; signal: NodeJS.Signals }[] = [
  { name: 'worker-1', share: 32, restMs: 0, signal: 'SIGKILL' },
  { name: 'worker-2', share: 32, restMs: 0, signal: 'SIGKILL' },
  { name: 'api', share: 20, restMs: 0, signal: 'SIGKILL' },
  { name: 'temporal', share: 10, restMs: 3_000, signal: 'SIGKILL' },
  { name: 'postgres', share: 6, restMs: 3_000, signal: 'SIGQUIT' }, // an immediate shutdown: recovery follows
];

/** On a slow machine parts restart slowly. The killing then goes on after the load until there were this many. */
const LEAST_KILLS = 10;
/** Where an API takes long to start, it would be killed before it has answered, and the load would never end. */
const MOST_AFTER_MS = 20_000;

export async function runChaosTest(options: ChaosTestOptions): Promise<ChaosTestResult> {
  const { customers, seed, spreadMs, say } = options;
  const chance = createChance(seed);
  const system = await startTargets(publication, options);
  const startedAt = Date.now();
  const play = startPlay(system, { customers, spreadMs, giveUpAfterMs: spreadMs + 180_000, chance });
  let isStopped = false;
  try {
    const kills: Record<string, number> = {};
    let loading = true;
    const killing = (async () => {
      let killed = 0;
      // Each once, in an order drawn: a short test meets every kind of loss.
      const first = targets
        .filter(({ name }) => system.children.has(name))
        .sort((a, b) => chance(`first ${a.name}`) - chance(`first ${b.name}`));
      const isGoingOn = () => loading && Date.now() < startedAt + spreadMs + MOST_AFTER_MS;
      for (let round = 0; !isStopped && (isGoingOn() || killed < LEAST_KILLS); round += 1) {
        await pause(300 + chance(`pause ${round}`) * 1_700);
        const target = first[0] ?? draw(chance(`target ${round}`));
        const pid = system.children.get(target.name)?.pid();
        if (pid === undefined || !kill(pid, target.signal)) continue; // not up again yet, or not ours to kill
        if (target === first[0]) first.shift();
        kills[target.name] = (kills[target.name] ?? 0) + 1;
        killed += 1;
        await pause(target.restMs);
      }
    })();
    const ticker = setInterval(() => say(`kills: ${JSON.stringify(kills)}`), 10_000);
    const ended = play.sent.finally(() => {
      loading = false;
      clearInterval(ticker);
    });
    const [{ accepted }] = await Promise.all([ended, killing]);
    say(`load is over: ${accepted.size} events accepted; kills: ${JSON.stringify(kills)}`);
    const reconciliation = await reconcile(system.look, await play.finish(say));
    return { ...reconciliation, kills };
  } finally {
    isStopped = true;
    play.stop();
    await system.stop();
  }
}

/** False: it was dead already. */
function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function draw(chance: number): (typeof targets)[number] {
  let sum = 0;
  for (const target of targets) {
    sum += target.share;
    if (chance * 100 < sum) return target;
  }
  return targets[0] as (typeof targets)[number];
}
