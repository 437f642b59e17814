import { execute, LONG, openDatabase } from '../../store/database/database.ts';
import { type Figure, inMsSpread, spreadOf } from '../figures.ts';
import { type ListsSize, seedLists } from '../lists-seed.ts';
import type { Stage } from '../stage.ts';

const size: ListsSize = { customers: 100_000, runs: 1_000_000 };
const TIMES = 20;
const AIM_MS = 100;

/** The lists of the console on a large workspace: each question is asked over HTTP, one after the other. */
export async function lists({ system: { db, apiUrl, adminKey } }: Stage): Promise<Figure[]> {
  const large = openDatabase({ url: db.url, max: 1, limits: LONG });
  try {
    await execute(large, 'set enable_seqscan = on');
    await seedLists(large, size);
    await execute(large, 'vacuum analyze');
  } finally {
    await large.destroy();
  }
  return measureLists(apiUrl, adminKey);
}

/** What is asked; `next` is the page after it. */
const questions: readonly (readonly [what: string, path: string])[] = [
  ['runs, first page', '/v1/runs?limit=100'],
  ['runs of a journey', '/v1/runs?limit=100&journey=list-7'],
  ['runs that are open', '/v1/runs?limit=100&status=open'],
  ['runs that wait at a step of a journey', '/v1/runs?limit=100&journey=list-3&step=s2'],
  ['runs that are stuck by a cause', '/v1/runs?limit=100&cause=smtp-535'],
  ['runs that ended for a reason', '/v1/runs?limit=100&journey=list-7&endReason=ordered'],
  ['runs that left a step by a path', '/v1/runs?limit=100&journey=list-7&path=timeout'],
  ['runs with a message that a rule blocked', '/v1/runs?limit=100&blockedBy=suppressed'],
  ['runs that entered in a window', '/v1/runs?limit=100&journey=list-7&enteredAfter={week}'],
  ['how many runs are stuck', '/v1/runs/count?status=stuck'],
  ['how many runs of a journey are open', '/v1/runs/count?journey=list-3&status=open'],
  ['customers, first page', '/v1/customers?limit=100'],
  ['customers by e-mail', '/v1/customers?search=customer-4711@example.com'],
  ['customers by the beginning of an e-mail', '/v1/customers?limit=100&search=customer-47'],
  ['one customer', '/v1/customers/customer-4711?limit=200'],
  ['messages, first page', '/v1/messages?limit=100'],
  ['messages that were blocked', '/v1/messages?limit=100&state=blocked'],
  ['messages that a rare rule blocked', '/v1/messages?limit=100&rule=suppressed'],
  ['messages of a journey', '/v1/messages?limit=100&journey=list-8'],
  ['journeys with their figures', '/v1/journeys'],
  ['what needs attention', '/v1/attention'],
  ['status', '/v1/status'],
];

async function measureLists(url: string, key: string): Promise<Figure[]> {
  const week = new Date(Date.now() - 7 * 86_400_000).toISOString();
  const figures: Figure[] = [];
  for (const [what, path] of questions) {
    const asked = path.replace('{week}', week);
    const first = await timesOf(url, key, asked);
    figures.push(figureOf(what, first.times));
    if (first.next === null) continue;
    const next = await timesOf(url, key, `${asked}&after=${encodeURIComponent(first.next)}`);
    figures.push(figureOf(`${what}: next page`, next.times));
  }
  return figures;
}

function figureOf(what: string, times: readonly number[]): Figure {
  const spread = spreadOf(times);
  return { what, ours: inMsSpread(spread), budget: `p50 under ${AIM_MS} ms`, met: spread.p50 < AIM_MS };
}

async function timesOf(
  url: string,
  key: string,
  path: string,
): Promise<{ times: readonly number[]; next: string | null }> {
  const times: number[] = [];
  let next: string | null = null;
  for (let time = 0; time < TIMES; time += 1) {
    const began = performance.now();
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
    const answer = (await response.json()) as { readonly next?: string | null };
    times.push(performance.now() - began);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    next = answer.next ?? null;
  }
  return { times, next };
}
