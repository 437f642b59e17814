import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from '../../../store/database/database.ts';
import { exposeGauges } from './gauges.ts';

/**
 * The metrics of one process: a registry of its own, with Node's, the pool's and the gauges that are read from PostgreSQL.
 * API and worker register their own counters (api/metrics.ts, worker/metrics.ts). Labels hold journeys, channels,
 * routes and outcomes: few, and nothing of a customer's, so no event names either.
 */
export function openMetrics(database: Database): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  exposePool(registry, database);
  exposeGauges(registry, database);
  return registry;
}

function exposePool(registry: Registry, database: Database): void {
  new Gauge({
    name: 'throughline_database_pool_connections',
    help: 'Connections to PostgreSQL in the pool of this process',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { used, idle } = database.poolUse();
      this.set({ state: 'used' }, used);
      this.set({ state: 'idle' }, idle);
    },
  });
  new Gauge({
    name: 'throughline_database_pool_waiting',
    help: 'Callers that wait for a connection of the pool',
    registers: [registry],
    collect() {
      this.set(database.poolUse().waiting);
    },
  });
}
