import { setTimeout as pause } from 'node:timers/promises';
import { Analytics, type HTTPClient } from '@segment/analytics-node';
import { ProblemError } from '../../core/base/problem.ts';
import type { Purchase, PurchaseLog } from './purchases.ts';

export interface ReplayOptions {
  readonly apiUrl: string;
  readonly writeKey: string;
  readonly log: PurchaseLog;
  /** Places in the log: from this one, up to and without that one. */
  readonly from: number;
  readonly until: number;
  /**
   * As of now, with the original date as a property; else at the event's own time, by which nothing enters. The two are
   * different events, each with messageIds of its own: a rehearsal with the past as if it were today changes no history.
   */
  readonly live: boolean;
  /** Purchases a second at the most; undefined: as fast as the API takes them. */
  readonly rate: number | undefined;
  /** Every purchase before this place has been answered for. Called at each step of it. */
  readonly onProgress: (place: number) => void;
}

export interface ReplayReport {
  readonly accepted: number;
  readonly duplicates: number;
  readonly entered: number;
  /** Every call was answered; otherwise it left off at the first that was not, after the client's own retries. */
  readonly isComplete: boolean;
  readonly refused: readonly string[];
  readonly seconds: number;
}

/** How many calls may be under way in the client: it would queue without bounds. */
const UNDER_WAY = 2_000;
/** A timer takes a millisecond at the least, so one for each purchase would be a limit of its own. */
const SHORTEST_PAUSE_MS = 5;

/**
 * Sends a purchase log through the real Segment client: each customer is identified first, with a made-up address, then
 * every purchase is an "Order Completed". messageIds come from the file's digest and the line, so sending the same slice
 * again changes nothing. What the API answered is read off the client's own requests.
 */
export async function replay(options: ReplayOptions): Promise<ReplayReport> {
  const { apiUrl, writeKey, log, from, until, live, rate, onProgress } = options;
  await seeThatItAnswers(apiUrl); // or the client would try for minutes
  const startedAt = performance.now();
  const counts = { accepted: 0, duplicates: 0, entered: 0 };
  const refused: string[] = [];
  const client = new Analytics({
    writeKey,
    host: apiUrl,
    flushAt: 250,
    flushInterval: 200,
    maxRetries: 10,
    httpClient: countingClient(counts, refused),
  });
  client.on('error', ({ code, reason }) =>
    refused.push(`${code}: ${String((reason as Error | undefined)?.message ?? reason ?? '')}`),
  );

  const settled = inOrder(from, onProgress);
  let underWay = 0;
  let failed = false;
  let room: () => void = () => {};
  /** Resolves when there is room for the call, not when it is answered; `answered` is called only for a good answer. */
  const call = async (send: (done: (failure: unknown) => void) => void, answered: () => void) => {
    if (underWay >= UNDER_WAY) await new Promise<void>((resolve) => (room = resolve));
    underWay += 1;
    send((failure) => {
      underWay -= 1;
      room();
      if (failure) failed = true;
      else answered();
    });
  };
  const known = new Set<string>();
  const prefix = live ? `${log.digest}-live` : log.digest;
  for (const [index, purchase] of log.purchases.slice(from, until).entries()) {
    if (failed) break;
    const early = rate === undefined ? 0 : startedAt + (index * 1_000) / rate - performance.now();
    if (early > SHORTEST_PAUSE_MS) await pause(early);
    const { customer, line } = purchase;
    const userId = userIdOf(purchase);
    const timestamp = live ? {} : { timestamp: new Date(`${purchase.date}T12:00:00Z`) };
    const isNew = !known.has(customer);
    let unanswered = isNew ? 2 : 1;
    const answered = () => {
      unanswered -= 1;
      if (unanswered === 0) settled(from + index);
    };
    if (isNew) {
      known.add(customer);
      const traits = { email: addressOf(purchase), source: 'cdnow' };
      const messageId = `${prefix}-customer-${customer}`;
      await call((done) => client.identify({ userId, traits, messageId, ...timestamp }, done), answered);
    }
    const properties = {
      order_id: `${log.digest}-${line}`,
      total: purchase.total,
      currency: 'USD',
      quantity: purchase.quantity,
      original_date: purchase.date,
    };
    const order = { userId, event: 'Order Completed', properties, messageId: `${prefix}-${line}`, ...timestamp };
    await call((done) => client.track(order, done), answered);
  }
  await client.closeAndFlush({ timeout: 0 }); // however long its retries take: else it leaves off without a word
  return { ...counts, isComplete: !failed, refused, seconds: (performance.now() - startedAt) / 1_000 };
}

async function seeThatItAnswers(apiUrl: string): Promise<void> {
  const response = await fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.timeout(10_000) }).catch(
    () => undefined,
  );
  if (response?.ok) return;
  const problem = response ? `it is not ready (${response.status})` : 'nothing answers there';
  const remedy = 'Start it ("npm start"), or set THROUGHLINE_API_URL.';
  throw new ProblemError([{ code: 'api-away', where: apiUrl, problem, remedy }]);
}

export function userIdOf({ customer }: Purchase): string {
  return `cdnow-${customer}`;
}

export function addressOf({ customer }: Purchase): string {
  return `cdnow-${customer}@example.com`;
}

/** Answers come in any order; what is reported is the first place that is still open. */
function inOrder(from: number, onProgress: (place: number) => void): (place: number) => void {
  const ahead = new Set<number>();
  let open = from;
  return (place) => {
    ahead.add(place);
    if (place !== open) return;
    while (ahead.delete(open)) open += 1;
    onProgress(open);
  };
}

/** fetch, with the API's answers added up on the way. */
function countingClient(
  counts: { accepted: number; duplicates: number; entered: number },
  refused: string[],
): HTTPClient {
  return {
    async makeRequest({ url, method, headers, body, httpRequestTimeout }) {
      const response = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(httpRequestTimeout) });
      if (response.ok) {
        const answer = (await response.clone().json()) as {
          accepted: number;
          duplicates: number;
          entered: number;
          errors: { problem: string; where: string }[];
        };
        counts.accepted += answer.accepted;
        counts.duplicates += answer.duplicates;
        counts.entered += answer.entered;
        refused.push(...answer.errors.map(({ where, problem }) => `${where}: ${problem}`));
      }
      return response;
    },
  } as HTTPClient;
}
