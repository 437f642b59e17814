import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from '../../../store/database/database.ts';
import { exposeLevels } from './levels.ts';

/**
 * The metrics of one process: a registry of its own, with Node's, the pool's and the levels that are read from PostgreSQL.
 * What a role counts beside that it registers itself (api/metrics.ts, worker/metrics.ts). Labels hold journeys, channels,
 * routes and outcomes: few, and nothing of a customer's, so no event names either.
 */
export function openMetrics(database: Database): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  exposePool(registry, database);
  exposeLevels(registry, database);
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
    help: 'Who waits for a connection of the pool',
    registers: [registry],
    collect() {
      this.set(database.poolUse().waiting);
    },
  });
}
