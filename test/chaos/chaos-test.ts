import { setTimeout as pause } from 'node:timers/promises';
import { createChance } from './chance.ts';
import { publication } from './journeys.ts';
import { planCustomer, sendAll } from './load.ts';
import { type Books, closeBooks } from './reconciliation.ts';
import { type Look, startVictims, type VictimName } from './targets.ts';

/**
 * The kill test: a whole system of its own under load, and while the load lasts its parts are killed with SIGKILL at
 * moments drawn from a seed: the API, two workers, Temporal; PostgreSQL is crashed and comes back. Parts come back by
 * themselves. When the load is over the killing stops (after ten at the least), everything comes to rest, and the books are
 * closed.
 */
export interface KillTestOptions {
  readonly customers: number;
  readonly seed: string;
  /** How long customers keep coming. */
  readonly spreadMs: number;
  readonly say: (line: string) => void;
  /** An existing Temporal server that is not killed. */
  readonly temporalAddress?: string | undefined;
}

export interface KillTestResult extends Books {
  readonly kills: Readonly<Record<string, number>>;
}

/** Out of a hundred kills, and the least pause after one of this kind: a part must be up now and then to be killed. */
const victims: readonly { name: VictimName; share: number; restMs: number; signal: NodeJS.Signals }[] = [
  { name: 'worker-1', share: 32, restMs: 0, signal: 'SIGKILL' },
  { name: 'worker-2', share: 32, restMs: 0, signal: 'SIGKILL' },
  { name: 'api', share: 20, restMs: 0, signal: 'SIGKILL' },
  { name: 'temporal', share: 10, restMs: 3_000, signal: 'SIGKILL' },
  { name: 'postgres', share: 6, restMs: 3_000, signal: 'SIGQUIT' }, // at once, without a word to anybody: recovery follows
];

/** On a slow machine a part takes long to come back, and the load may be over before this many: then it goes on a while. */
const LEAST_KILLS = 10;

export async function runKillTest(options: KillTestOptions): Promise<KillTestResult> {
  const { customers, seed, spreadMs, say } = options;
  const chance = createChance(seed);
  const system = await startVictims(publication, options);
  try {
    const plan = Array.from({ length: customers }, (_, number) => planCustomer(number, spreadMs, chance)).flat();
    const kills: Record<string, number> = {};
    let loading = true;
    const killing = (async () => {
      let killed = 0;
      for (let round = 0; loading || killed < LEAST_KILLS; round += 1) {
        await pause(300 + chance(`pause ${round}`) * 1_700);
        const victim = draw(chance(`victim ${round}`));
        const pid = system.children.get(victim.name)?.pid();
        if (pid === undefined || !kill(pid, victim.signal)) continue; // not up again yet, or not ours to kill
        kills[victim.name] = (kills[victim.name] ?? 0) + 1;
        killed += 1;
        await pause(victim.restMs);
      }
    })();
    const load = sendAll(plan, system.apiUrl, system.writeKey, spreadMs + 180_000);
    const ticker = setInterval(() => say(`kills: ${JSON.stringify(kills)}`), 10_000);
    const ended = load.finally(() => {
      loading = false;
      clearInterval(ticker);
    });
    const [accepted] = await Promise.all([ended, killing]);
    say(`load is over: ${accepted.size} events accepted; kills: ${JSON.stringify(kills)}`);
    await rest(system.look, say);
    const books = await closeBooks({ look: system.look }, accepted, {
      mails: await system.mails(),
      hooks: system.sink.effects(),
    });
    return { ...books, kills };
  } finally {
    await system.stop();
  }
}

/** False: it had just died by itself. */
function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function draw(chance: number): (typeof victims)[number] {
  let sum = 0;
  for (const victim of victims) {
    sum += victim.share;
    if (chance * 100 < sum) return victim;
  }
  return victims[0] as (typeof victims)[number];
}

/** Until every run has ended, or nothing has moved for a minute and a half. */
export async function rest(look: Look, say: (line: string) => void): Promise<void> {
  let before = '';
  let since = Date.now();
  for (;;) {
    const [state] = await look<{ open: number; consumed: number; ended: number }>(
      `select count(*) filter (where ended_at is null) as open, sum(consumed) as consumed, count(*) filter (where ended_at is not null) as ended from journey_runs`,
    ).catch(() => []);
    if (state?.open === 0) return;
    const now = JSON.stringify(state);
    if (now !== before) [before, since] = [now, Date.now()];
    if (Date.now() - since > 90_000) return say(`nothing moves any more: ${now}`);
    await pause(250);
  }
}
