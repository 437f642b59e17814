import { Analytics, type HTTPClient } from '@segment/analytics-node';
import type { Purchase, PurchaseLog } from './purchases.ts';

export interface ReplayOptions {
  readonly apiUrl: string;
  readonly writeKey: string;
  readonly log: PurchaseLog;
  readonly limit: number;
  /** As of now, with the original date as a property; else at the event's own time, by which nothing enters. */
  readonly live: boolean;
  readonly onProgress: (sent: number, of: number) => void;
}

export interface ReplayReport {
  readonly purchases: number;
  readonly customers: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly entered: number;
  readonly refused: readonly string[];
  readonly seconds: number;
}

/** How many calls may be under way in the client: it would queue without bounds. */
const UNDER_WAY = 2_000;

/**
 * Sends a purchase log through the real Segment client: each customer is identified first, with a made-up address, then
 * every purchase is an "Order Completed". messageIds come from the file's digest and the line, so sending the same slice
 * again changes nothing. What the API answered is read off the client's own requests.
 */
export async function replay({ apiUrl, writeKey, log, limit, live, onProgress }: ReplayOptions): Promise<ReplayReport> {
  const slice = log.purchases.slice(0, limit);
  const startedAt = Date.now();
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

  let underWay = 0;
  let done = 0;
  let room: () => void = () => {};
  const call = async (send: (settled: () => void) => void) => {
    if (underWay >= UNDER_WAY) await new Promise<void>((resolve) => (room = resolve));
    underWay += 1;
    send(() => {
      underWay -= 1;
      room();
    });
  };
  const known = new Set<string>();
  for (const purchase of slice) {
    const { customer, line } = purchase;
    const userId = userIdOf(purchase);
    const timestamp = live ? {} : { timestamp: new Date(`${purchase.date}T12:00:00Z`) };
    if (!known.has(customer)) {
      known.add(customer);
      const traits = { email: addressOf(purchase), source: 'cdnow' };
      await call((settled) =>
        client.identify({ userId, traits, messageId: `${log.digest}-customer-${customer}`, ...timestamp }, settled),
      );
    }
    const properties = {
      order_id: `${log.digest}-${line}`,
      total: purchase.total,
      currency: 'USD',
      quantity: purchase.quantity,
      original_date: purchase.date,
    };
    await call((settled) => {
      const counted = () => {
        done += 1;
        onProgress(done, slice.length);
        settled();
      };
      client.track(
        { userId, event: 'Order Completed', properties, messageId: `${log.digest}-${line}`, ...timestamp },
        counted,
      );
    });
  }
  await client.closeAndFlush();
  return {
    purchases: slice.length,
    customers: known.size,
    ...counts,
    refused,
    seconds: (Date.now() - startedAt) / 1_000,
  };
}

export function userIdOf({ customer }: Purchase): string {
  return `cdnow-${customer}`;
}

export function addressOf({ customer }: Purchase): string {
  return `cdnow-${customer}@example.com`;
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
