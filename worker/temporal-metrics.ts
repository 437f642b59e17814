import type { MetricsExporterConfig } from '@temporalio/worker';
import { freePort } from './free-port.ts';

/**
 * Temporal's core serves its metrics by a listener of its own, and does not report its port. So it gets a free port
 * on loopback, and our listener fetches from there: an operator has one address a worker.
 */
export interface TemporalMetrics {
  readonly options: MetricsExporterConfig;
  /** Never rejects: a scrape without them is better than none. */
  read(): Promise<string>;
}

export async function prepareTemporalMetrics(): Promise<TemporalMetrics> {
  const address = `127.0.0.1:${await freePort()}`;
  return {
    options: {
      prometheus: {
        bindAddress: address,
        countersTotalSuffix: true,
        unitSuffix: true,
        useSecondsForDurations: true,
      },
    },
    async read() {
      const answer = fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(4_000) });
      return answer.then((response) => response.text()).catch(() => '');
    },
  };
}
