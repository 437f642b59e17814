import { once } from 'node:events';
import { type Response, Router } from 'express';
import { z } from 'zod';
import { csvLine } from '../../services/transfer/csv-line.ts';
import { findCustomerView } from '../../store/customers/customer-views.ts';
import { findCustomer } from '../../store/customers/resolve-customer.ts';
import type { Database } from '../../store/database/database.ts';
import { exportCustomers } from '../../store/transfer/export-customer.ts';
import { columnsOf, type ExportKindName, exportKindNames, exportRows } from '../../store/transfer/export-rows.ts';
import type { Authenticate } from '../authenticate.ts';
import { defineError } from '../define-error.ts';
import { customerNotFound } from '../operations/consents/errors.ts';
import { read } from '../read.ts';
import { actorOf, requireRight } from '../request-actor.ts';

/** Exports of one process at once: each keeps a connection to PostgreSQL busy. */
const MOST_EXPORTS = 2;

const tooManyExports = defineError({
  status: 429,
  code: 'too-many-exports',
  when: 'this process writes as many exports as it may',
  text: () => ({
    ...{ where: 'exports', problem: `${MOST_EXPORTS} exports are being written`, retryAfterMs: 30_000 },
    remedy: 'Ask for it again after the time in Retry-After.',
  }),
  example: [],
});

const everything = z.strictObject({ kind: z.enum(exportKindNames) });
const format = z.strictObject({ format: z.enum(['ndjson', 'csv']).default('ndjson') });
const one = z.strictObject({ id: z.string().min(1).max(255) });

/**
 * GET /v1/customers/{id}/export: all that is stored about one customer, a line each: {"kind": "event", "row": {…}}.
 * GET /v1/exports/{kind}: all rows of a kind, as an import reads them, as NDJSON or CSV.
 * Both are streams of any length. One that breaks off has no end: the client sees that the connection was closed.
 */
export function exportRoutes(database: Database, authenticate: Authenticate): Router {
  const router = Router();
  let open = 0;
  const write = async (response: Response, type: string, lines: AsyncIterable<string>): Promise<void> => {
    if (open >= MOST_EXPORTS) throw tooManyExports();
    open += 1;
    try {
      response.type(type).set('Cache-Control', 'no-store');
      for await (const line of lines) {
        if (response.destroyed) return;
        if (!response.write(line)) await roomIn(response);
      }
      response.end();
    } catch (error) {
      if (!response.headersSent) throw error;
      response.destroy();
    } finally {
      open -= 1;
    }
  };
  router.get('/v1/customers/:id/export', authenticate('admin'), requireRight('support'), async (request, response) => {
    const { id } = read(one, request.params, 'path');
    const { workspace } = actorOf(request);
    const customerId = await findCustomer(database, workspace, id);
    const view = customerId && (await findCustomerView(database, workspace, customerId));
    if (!view) throw customerNotFound(id);
    await write(response, 'application/x-ndjson', linesOf(exportCustomers(database, [view.id, ...view.mergedIds])));
  });
  router.get('/v1/exports/:kind', authenticate('admin'), requireRight('admin'), async (request, response) => {
    const { kind } = read(everything, request.params, 'path');
    const { format: asked } = read(format, request.query, 'query');
    const { workspace } = actorOf(request);
    const rows = exportRows(database, workspace, kind);
    await (asked === 'csv'
      ? write(response, 'text/csv; charset=utf-8', csvOf(kind, rows))
      : write(response, 'application/x-ndjson', linesOf(rows)));
  });
  return router;
}

/** Resolves when the client has taken what was written, or is gone. */
async function roomIn(response: Response): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() =>
    over.abort(),
  );
}

async function* linesOf(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

async function* csvOf(kind: ExportKindName, rows: AsyncIterable<Readonly<Record<string, unknown>>>) {
  const columns = columnsOf(kind);
  yield csvLine(columns);
  for await (const row of rows) yield csvLine(columns.map((column) => row[column]));
}
