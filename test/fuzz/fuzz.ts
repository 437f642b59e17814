import { setTimeout as pause } from 'node:timers/promises';
import { type Case, createCaseMaker, type Exchange, type Item, MARK } from './case.ts';
import { generators } from './generators/index.ts';
import { type GoodAnswer, startGoodTraffic } from './good-traffic.ts';
import { judge } from './judge.ts';
import { type Outcome, sendExchange } from './send.ts';
import { compareWithDatabase, tryEveryCustomer } from './stored.ts';
import { startTarget, type Target } from './target.ts';

/**
 * The fuzzer: everything that strangers can send, beside good calls of other senders, against the built API. Each
 * generator has its turn, then all are mixed. What must hold: no 5xx by what was sent (503 and 429 with Retry-After to the
 * fuzzer itself are right); no good call of others is refused or late by more than a second; each call is accepted, a
 * duplicate, or named in `errors`, and what was accepted is in PostgreSQL; every customer that is stored can go on; no text
 * of customers stands in a log.
 */
export interface FuzzOptions {
  readonly seed: string;
  readonly seconds: number;
  /** One generator alone. */
  readonly only?: string | undefined;
  /** One case of it alone, by its number. */
  readonly at?: number | undefined;
  readonly say: (line: string) => void;
}

export interface Violation {
  readonly kind: string;
  readonly generator: string;
  readonly number: number | undefined;
  readonly about: string;
  readonly detail: string;
  /** The call or the request that shows it, whole up to a limit. */
  readonly input: string;
}

export interface FuzzResult {
  readonly violations: readonly Violation[];
  readonly cases: number;
  readonly requests: number;
  readonly turnedAway: number;
  readonly stored: number;
  readonly customers: number;
  readonly goodCalls: number;
  /** Milliseconds of good calls: without the fuzzer and with it. */
  readonly latency: { readonly before: Latency; readonly during: Latency };
}

interface Latency {
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

const LANES = 4;
const BASELINE_MS = 3_000;
/** A good call may be so late, and what the machine itself was late by. */
const LATE_MS = 1_000;
/** A good call without an answer for so long: the API hangs, and is started again. */
const HANGS_MS = 6_000;

/** A case under way or over, for the question what may have caused something. */
interface Trace {
  readonly generator: string;
  readonly number: number;
  readonly about: string;
  readonly startedAt: number;
  endedAt: number;
}

interface Outage {
  readonly from: number;
  until: number;
}

export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const target = await startTarget();
  try {
    return await createRun(target, options).run();
  } finally {
    await target.stop();
  }
}

function createRun(target: Target, { seed, seconds, only, at, say }: FuzzOptions) {
  const violations: Violation[] = [];
  const traces: Trace[] = [];
  const outages: Outage[] = [];
  const stored: (Item & { source: Trace })[] = [];
  const refused: (Item & { source: Trace })[] = [];
  const numbers = new Map<string, number>();
  const counts = { cases: 0, requests: 0, turnedAway: 0 };
  let recovering: Promise<void> | undefined;
  let began = 0;

  const report = (trace: Trace, kind: string, detail: string, input: string, about = trace.about) =>
    violations.push({ kind, generator: trace.generator, number: trace.number, about, detail, input });

  function makeCase(generator: string, number: number): Case {
    const make = generators[generator];
    if (!make) throw new Error(`there is no generator "${generator}": ${Object.keys(generators).join(', ')}`);
    const write = target.writeKeys[number % target.writeKeys.length] as string;
    return make(createCaseMaker(seed, generator, number, { write, admin: target.adminKey }));
  }

  async function perform(generator: string, number: number): Promise<void> {
    const { about, exchanges, order } = makeCase(generator, number);
    const trace: Trace = { generator, number, about, startedAt: Date.now(), endedAt: Number.POSITIVE_INFINITY };
    traces.push(trace);
    counts.cases += 1;
    const way = { port: target.port, localAddress: addressOf(generator, number) };
    const send = async (exchange: Exchange) => settle(trace, exchange, await sendExchange(exchange, way));
    if (order === 'together') await Promise.all(exchanges.map(send));
    else for (const exchange of exchanges) await send(exchange);
    trace.endedAt = Date.now();
  }

  function settle(trace: Trace, exchange: Exchange, outcome: Outcome): void {
    counts.requests += 1;
    if (recovering || isInOutage(outcome.startedAt, outcome.endedAt)) return; // told as the outage itself
    const judged = judge(exchange, outcome);
    if (judged.turnedAway) counts.turnedAway += 1;
    for (const { kind, detail, item } of judged.findings)
      report(trace, kind, detail, item?.text ?? describeExchange(exchange), item?.about);
    stored.push(...judged.stored.map((item) => ({ ...item, source: trace })));
    refused.push(...judged.refused.map((item) => ({ ...item, source: trace })));
  }

  const isInOutage = (from: number, until: number) =>
    outages.some((outage) => from <= outage.until && until >= outage.from);

  /** What was under way in this time, the latest begun first. */
  const suspects = (from: number, until: number) =>
    traces
      .filter((trace) => trace.startedAt <= until && trace.endedAt >= from)
      .reverse()
      .slice(0, 8);

  function blame(kind: string, detail: string, from: number, until: number): void {
    const found = suspects(from, until);
    const list = found.map(({ generator, number, about }) => `--only ${generator} --at ${number} (${about})`);
    violations.push({
      kind,
      generator: found[0]?.generator ?? '-',
      number: found[0]?.number,
      about: found[0]?.about ?? 'nothing was under way',
      detail,
      input: `under way: ${list.join('; ')}`,
    });
  }

  function watch(good: { oldestMs(): number }): () => void {
    const timer = setInterval(() => {
      if (recovering) return;
      const hasDied = target.hasDied();
      const oldest = good.oldestMs();
      if (!hasDied && oldest < HANGS_MS) return;
      const from = Date.now() - Math.max(oldest, 1_000);
      const outage: Outage = { from, until: Number.POSITIVE_INFINITY };
      blame(
        hasDied ? 'api-died' : 'api-hangs',
        hasDied ? 'the process ended' : `a good call waits for ${oldest} ms`,
        from - 500,
        from + 1_500,
      );
      say(`${hasDied ? 'the API died' : 'the API hangs'}: it is started again`);
      outages.push(outage);
      recovering = target.restart().then(async () => {
        await pause(300);
        outage.until = Date.now();
        recovering = undefined;
      });
    }, 100);
    return () => clearInterval(timer);
  }

  async function fuzz(): Promise<void> {
    if (only !== undefined && at !== undefined) {
      await perform(only, at);
      await pause(HANGS_MS + 2_000);
      return;
    }
    const names = only ? [only] : Object.keys(generators);
    // Each has its turn, so that what happens can be traced; the last third is a mixture of all.
    const turns = only
      ? [names]
      : [...names.map((name) => [name]), names, names, names, names, names, names, names, names];
    const turnMs = (seconds * 1_000) / turns.length;
    for (const turn of turns) {
      const until = Date.now() + turnMs;
      const lane = async (place: number) => {
        for (let step = place; Date.now() < until; step += 1) {
          await recovering;
          const name = turn[step % turn.length] as string;
          const number = numbers.get(name) ?? 0;
          numbers.set(name, number + 1);
          await perform(name, number);
        }
      };
      await Promise.all(Array.from({ length: LANES }, (_, place) => lane(place)));
      if (turn.length === 1)
        say(`${turn[0]}: ${numbers.get(turn[0] as string)} cases, ${violations.length} violations so far`);
    }
  }

  function judgeGood(answers: readonly GoodAnswer[]): void {
    const before = answers.filter(({ startedAt }) => startedAt < began);
    const baseline = Math.max(0, ...before.map(({ ms }) => ms));
    for (const { startedAt, ms, isStored, status, body, lagMs, sender } of answers) {
      if (startedAt < began || isInOutage(startedAt, startedAt + ms)) continue;
      const allowed = LATE_MS + Math.max(200, baseline) + 2 * lagMs;
      if (!isStored) blame('other-refused', `${sender}: ${status} ${body}`, startedAt - 200, startedAt + ms);
      else if (ms > allowed)
        blame('other-late', `${sender}: ${ms} ms (allowed ${allowed})`, startedAt - 200, startedAt + ms);
    }
  }

  async function judgeStored(answers: readonly GoodAnswer[]): Promise<{ customers: number }> {
    for (const { kind, item, detail } of await compareWithDatabase(target, { stored, refused }))
      report((item as (typeof stored)[number]).source, kind, detail, item.text, item.about);
    const goodItems = answers
      .filter(({ isStored }) => isStored)
      .flatMap(({ ids }) =>
        ids.map((messageId): Item => ({ about: 'a messageId again', text: '', messageId, right: 'accepted' })),
      );
    for (const { kind, detail } of await compareWithDatabase(target, { stored: goodItems, refused: [] }))
      violations.push({
        kind: `other-${kind}`,
        generator: '-',
        number: undefined,
        about: 'a good call',
        detail,
        input: '',
      });
    const { tried, broken } = await tryEveryCustomer(target);
    for (const { identities, firstMessageId, detail } of broken) {
      const [, generator = '-', number] = /^fz-(.+?)-(\d+)-/.exec(firstMessageId ?? '') ?? [];
      violations.push({
        kind: 'customer-broken',
        generator,
        number: Number(number),
        about: identities,
        detail,
        input: String(firstMessageId),
      });
    }
    return { customers: tried };
  }

  function judgeLogs(): void {
    for (const [name, log] of Object.entries(target.logs())) {
      const lines = log.split('\n').filter((line) => line.includes(MARK));
      if (lines.length === 0) continue;
      const detail = `${lines.length} lines hold what customers sent: ${(lines[0] as string).slice(0, 300)}`;
      violations.push({ kind: 'text-in-log', generator: '-', number: undefined, about: name, detail, input: '' });
    }
  }

  return {
    async run(): Promise<FuzzResult> {
      const good = startGoodTraffic({
        port: target.port,
        callsPerSecond: 10,
        senders: [
          { name: 'one', key: await target.newWriteKey(), address: '127.0.0.2' },
          { name: 'two', key: await target.newWriteKey(), address: '127.0.0.3' },
          { name: 'three', key: await target.newWriteKey(), address: '127.0.0.4' },
        ],
      });
      try {
        while (good.answers.length === 0) await pause(50);
        await pause(BASELINE_MS);
        began = Date.now();
        const unwatch = watch(good);
        await fuzz();
        await recovering;
        for (const until = Date.now() + 15_000; good.oldestMs() > 500 && Date.now() < until; ) await pause(100);
        await recovering;
        unwatch();
      } finally {
        await good.stop();
      }
      judgeGood(good.answers);
      const { customers } = await judgeStored(good.answers);
      judgeLogs();
      const times = (which: (answer: GoodAnswer) => boolean) =>
        latencyOf(good.answers.filter(which).map(({ ms }) => ms));
      return {
        violations,
        ...counts,
        stored: stored.length,
        customers,
        goodCalls: good.answers.length,
        latency: {
          before: times(({ startedAt }) => startedAt < began),
          during: times(({ startedAt, ms }) => startedAt >= began && !isInOutage(startedAt, startedAt + ms)),
        },
      };
    },
  };
}

/** Another for each case: a limit per sender holds for whoever exceeds it, and is no end of the test. */
function addressOf(generator: string, number: number): string {
  const place = Object.keys(generators).indexOf(generator);
  return `127.${10 + place}.${Math.floor(number / 250) % 250}.${1 + (number % 250)}`;
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return { median: share(0.5), p99: share(0.99), most: share(1) };
}

function describeExchange({ method, path, body, raw }: Exchange): string {
  const bytes = raw ? Buffer.concat(raw.parts) : (body ?? Buffer.alloc(0));
  return `${method} ${path} ${bytes.toString('latin1')}`;
}
