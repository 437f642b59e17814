import { setTimeout as pause } from 'node:timers/promises';
import { type Case, createCaseMaker, type Exchange } from './case.ts';
import { generators } from './generators/index.ts';
import { type GoodTraffic, startGoodTraffic } from './good-traffic.ts';
import { judge } from './judge.ts';
import { createLedger, type Ledger, type Trace, type Violation } from './ledger.ts';
import { type Outcome, sendExchange } from './send.ts';
import { judgeGoodCalls, judgeLogs, judgeStored, type Sending, type Sent } from './settle.ts';
import { findTheCall } from './shrink.ts';
import { startTarget, type Target } from './target.ts';

/**
 * The fuzzer: everything that strangers can send, beside good calls of other senders, against the built API. Each
 * generator has its turn, then all are mixed. What must hold: no 5xx by what was sent (503 and 429 with Retry-After to the
 * fuzzer itself are right); no good call of others is refused or late by more than a second; each call is accepted, a
 * duplicate, or named in `errors`, and what was accepted is in PostgreSQL; every customer that is stored can go on; no text
 * of customers is in a log.
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

export interface FuzzResult {
  readonly violations: readonly Violation[];
  readonly cases: number;
  readonly requests: number;
  readonly turnedAway: number;
  readonly stored: number;
  readonly customers: number;
  readonly goodCalls: number;
  /** Milliseconds of good calls: without the fuzzer and with it. */
  readonly latency: { readonly alone: Latency; readonly during: Latency };
}

interface Latency {
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

/** What a run knows while it lasts. */
interface Run {
  readonly options: FuzzOptions;
  readonly target: Target;
  readonly ledger: Ledger;
  /** What answers called stored, and refused. */
  readonly stored: Sent[];
  readonly refused: Sent[];
  /** Of the next case of each generator. */
  readonly numbers: Map<string, number>;
  readonly counts: { cases: number; requests: number; turnedAway: number };
  /** The API is being started again. */
  recovering: Promise<void> | undefined;
}

const LANES = 4;
const BASELINE_MS = 3_000;
/** A good call without an answer for so long: the API hangs, and is started again. */
const HANGS_MS = 6_000;
/** After what was sent last; beyond it, the machine is slow. */
const QUIET_WITHIN_MS = 15_000;
/** Turns of all generators together, after each has had its own. */
const MIXED_TURNS = 8;

export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const target = await startTarget();
  const run: Run = {
    options,
    target,
    ledger: createLedger(),
    stored: [],
    refused: [],
    numbers: new Map(),
    counts: { cases: 0, requests: 0, turnedAway: 0 },
    recovering: undefined,
  };
  try {
    const sending = await sendBesideGoodTraffic(run);
    const { answers, began, ended } = sending;
    judgeGoodCalls(run.ledger, sending);
    const customers = await judgeStored(target, run.ledger, run, answers);
    judgeLogs(target, run.ledger, began);
    const times = (isDuring: boolean) =>
      answers
        .filter(({ startedAt }) => (startedAt >= began && startedAt < ended) === isDuring)
        .filter(({ startedAt, ms }) => !run.ledger.isInOutage(startedAt, startedAt + ms))
        .map(({ ms }) => ms);
    return {
      violations: await findTheCall(target, run.ledger.violations()),
      ...run.counts,
      stored: run.stored.length,
      customers,
      goodCalls: answers.length,
      latency: { alone: latencyOf(times(false)), during: latencyOf(times(true)) },
    };
  } finally {
    await target.stop();
  }
}

async function sendBesideGoodTraffic(run: Run): Promise<Sending> {
  const { target } = run;
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
    const began = Date.now();
    const unwatch = watch(run, good);
    await sendAll(run, good);
    const ended = Date.now();
    await pause(BASELINE_MS);
    unwatch();
    return { answers: good.answers, began, ended };
  } finally {
    await good.stop();
  }
}

async function sendAll(run: Run, good: GoodTraffic): Promise<void> {
  const { only, at, seconds, say } = run.options;
  if (only !== undefined && at !== undefined) {
    await perform(run, only, at);
    return quiet(run, good);
  }
  const names = Object.keys(generators);
  const mixed = Array.from({ length: MIXED_TURNS }, () => names);
  // Each has its own turn, and what it began ends in it, so that what happens can be traced.
  const turns = only ? [[only]] : [...names.map((name) => [name]), ...mixed];
  for (const turn of turns) {
    const until = Date.now() + (seconds * 1_000) / turns.length;
    const lane = async (place: number) => {
      for (let step = place; Date.now() < until; step += 1) {
        await run.recovering;
        const name = turn[step % turn.length] as string;
        const number = run.numbers.get(name) ?? 0;
        run.numbers.set(name, number + 1);
        await perform(run, name, number);
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, place) => lane(place)));
    await quiet(run, good);
    const title = turn.length === 1 ? `${turn[0]}: ${run.numbers.get(turn[0] as string)} cases` : 'all';
    say(`${title}; ${run.ledger.violations().length} violations so far`);
  }
}

/** Until good calls are answered at once: what hangs or dies is found out, and started again. */
async function quiet(run: Run, good: GoodTraffic): Promise<void> {
  await pause(300);
  const until = Date.now() + QUIET_WITHIN_MS;
  while (run.recovering || (good.oldestMs() > 300 && Date.now() < until)) {
    await run.recovering;
    await pause(100);
  }
}

function makeCase({ options, target }: Run, generator: string, number: number): Case {
  const make = generators[generator];
  if (!make) throw new Error(`there is no generator "${generator}": ${Object.keys(generators).join(', ')}`);
  const write = target.writeKeys[number % target.writeKeys.length] as string;
  return make(createCaseMaker(options.seed, generator, number, { write, admin: target.adminKey }));
}

async function perform(run: Run, generator: string, number: number): Promise<void> {
  const { about, exchanges, order } = makeCase(run, generator, number);
  const trace = run.ledger.begin({ generator, number, about });
  run.counts.cases += 1;
  const way = { port: run.target.port, localAddress: addressOf(generator, number) };
  const send = async (exchange: Exchange) => settle(run, trace, exchange, await sendExchange(exchange, way));
  if (order === 'together') await Promise.all(exchanges.map(send));
  else for (const exchange of exchanges) await send(exchange);
  trace.endedAt = Date.now();
}

function settle({ ledger, target, counts, stored, refused }: Run, trace: Trace, exchange: Exchange, outcome: Outcome) {
  counts.requests += 1;
  if (outcome.status === undefined && target.hasDied()) return; // told as the outage itself
  const judged = judge(exchange, outcome);
  if (judged.turnedAway) counts.turnedAway += 1;
  for (const { kind, detail, item } of judged.findings) {
    ledger.add({
      kind,
      generator: trace.generator,
      number: trace.number,
      about: item?.about ?? trace.about,
      detail,
      input: item?.text ?? describeExchange(exchange),
      from: outcome.startedAt,
      until: outcome.endedAt,
      exchange,
    });
  }
  stored.push(...judged.stored.map((item) => ({ ...item, source: trace })));
  refused.push(...judged.refused.map((item) => ({ ...item, source: trace })));
}

/** Sees that the API died or hangs, says so, and starts it again. */
function watch(run: Run, good: GoodTraffic): () => void {
  const { ledger, target, options } = run;
  const timer = setInterval(() => {
    if (run.recovering) return;
    const hasDied = target.hasDied();
    const oldest = good.oldestMs();
    if (!hasDied && oldest < HANGS_MS) return;
    // From the last good answer on: a process that dies may be silent for seconds before it ends.
    const from = good.answeredAt();
    const [kind, detail] = hasDied
      ? ['api-died', `the process ended: ${target.lastWords()}`]
      : ['api-hangs', `a good call waits for ${oldest} ms`];
    ledger.blame(kind as string, detail as string, from - 500, from + 1_500);
    options.say(`${kind}: it is started again`);
    const outage = ledger.outage(from);
    run.recovering = target.restart().then(async () => {
      await pause(500); // its connections come back
      outage.until = Date.now();
      run.recovering = undefined;
    });
  }, 100);
  return () => clearInterval(timer);
}

/** Another for each case: a limit per sender holds for a sender that exceeds it, and is no end of the test. */
function addressOf(generator: string, number: number): string {
  const place = Object.keys(generators).indexOf(generator);
  return `127.${10 + place}.${Math.floor(number / 250) % 250}.${1 + (number % 250)}`;
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = [...times].sort((a, b) => a - b);
  const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
  return { median: share(0.5), p99: share(0.99), most: share(1) };
}

/** Bytes that are no text are shown in base64. */
function describeExchange({ method, path, body, raw, headers }: Exchange): string {
  const bytes = raw ? Buffer.concat(raw.parts) : (body ?? Buffer.alloc(0));
  const text = bytes.toString();
  const encoding = headers['content-encoding'] ? ` (${String(headers['content-encoding'])})` : '';
  const isText = Buffer.from(text).equals(bytes) && !/[^\n\r\t -\u{10ffff}]/u.test(text);
  return `${method} ${path}${encoding} ${isText ? text : `base64 ${bytes.toString('base64')}`}`;
}
