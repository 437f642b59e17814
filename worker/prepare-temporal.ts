import { setTimeout as pause } from 'node:timers/promises';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { coerceError } from '../core/base/failure.ts';
import { searchAttributes } from '../workflows/contract.ts';
import { isRecentServer, oldestServer } from './server-version.ts';

export interface TemporalOptions {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey?: string | undefined;
  readonly tls?: NonNullable<ConnectionOptions['tls']> | undefined;
}

const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_BOOL } = temporal.api.enums.v1.IndexedValueType;

export function connectionOptions({ address, apiKey, tls }: TemporalOptions) {
  return { address, ...(apiKey !== undefined && { apiKey }), ...(tls !== undefined && { tls }) };
}

/** Turns an error of connecting into a sentence for people. */
export function temporalUnavailable({ address }: TemporalOptions): (thrown: unknown) => never {
  return (thrown) => {
    const [first] = coerceError(thrown).message.split('\n');
    throw new Error(`Temporal does not answer at ${address} (${first}). Start it, or set TEMPORAL_ADDRESS.`);
  };
}

/**
 * Makes a Temporal server ready for us: new enough, the namespace there, our search attributes known. Safe to run again
 * and from several processes. Throws an Error with a sentence for people.
 */
export async function prepareTemporal(options: TemporalOptions): Promise<void> {
  const connection = await Connection.connect({ ...connectionOptions(options), connectTimeout: '10s' }).catch(
    temporalUnavailable(options),
  );
  try {
    await refuseOldServer(connection);
    await ensureNamespace(connection, options.namespace);
    await ensureSearchAttributes(connection, options.namespace);
  } finally {
    await connection.close();
  }
}

async function refuseOldServer(connection: Connection): Promise<void> {
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  if (isRecentServer(serverVersion ?? '')) return;
  throw new Error(
    `The Temporal server is ${serverVersion || 'of unknown version'}; Throughline needs ${oldestServer} or newer. Update the server.`,
  );
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!isStatus(error, 'NOT_FOUND')) throw error;
    await connection.workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: (7 * 86_400) as unknown as never } })
      .catch((second: unknown) => {
        if (!isStatus(second, 'ALREADY_EXISTS')) throw second;
      });
  }
}

/** Registered one by one and looked up again: the server takes seconds to make them known, and refuses known ones. */
async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const wanted: Record<string, number> = Object.fromEntries(
    Object.values(searchAttributes).map((name) => [
      name,
      name === searchAttributes.stuck ? INDEXED_VALUE_TYPE_BOOL : INDEXED_VALUE_TYPE_KEYWORD,
    ]),
  );
  for (let tries = 0; ; tries += 1) {
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      const missing = Object.entries(wanted).filter(([name]) => customAttributes?.[name] === undefined);
      if (missing.length === 0) return;
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(missing),
      });
    } catch (error) {
      if (
        tries > 100 ||
        !(isStatus(error, 'ALREADY_EXISTS') || isStatus(error, 'NOT_FOUND') || isStatus(error, 'UNAVAILABLE'))
      )
        throw error;
    }
    if (tries > 100) throw new Error('Temporal does not make our search attributes known. Look at its log.');
    await pause(100);
  }
}

const STATUS = { NOT_FOUND: 5, ALREADY_EXISTS: 6, UNAVAILABLE: 14 } as const;

function isStatus(error: unknown, status: keyof typeof STATUS): boolean {
  return (error as { code?: unknown } | undefined)?.code === STATUS[status];
}
