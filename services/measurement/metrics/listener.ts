import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { ProblemError } from '../../../core/base/problem.ts';

/**
 * The listener for machines that watch a process, on a port of its own and without a key: keep it from the outside.
 *   /metrics        Prometheus' text, with what other exporters of the process say after ours
 *   /health/live    the process answers          /health/ready   it can do its work
 */
export interface MetricsListenerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly registry: Registry;
  /** Rejects, with a sentence, while the process can't do its work. */
  readonly ready: () => Promise<void>;
  /** More text in the same format (Temporal's core exports its own). */
  readonly more?: (() => Promise<string>) | undefined;
}

export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

export async function listenForScrapes(options: MetricsListenerOptions): Promise<MetricsListener> {
  const { host, port } = options;
  const server = createServer((request, response) => {
    answer(options, request.url?.split('?')[0] ?? '', response).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const problem = `metrics can't be served at ${host}:${port} (${error.code ?? error.message})`;
    const remedy = 'Set THROUGHLINE_METRICS_PORT to a free port, one for each process of a machine.';
    throw new ProblemError([{ code: 'metrics-port', where: 'THROUGHLINE_METRICS_PORT', problem, remedy }]);
  });
  server.unref(); // it watches the process and never keeps it alive
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { registry, ready, more }: MetricsListenerOptions,
  path: string,
  response: ServerResponse,
): Promise<void> {
  const json = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
  switch (path) {
    case '/metrics': {
      const [own, others] = await Promise.all([registry.metrics(), more?.() ?? '']);
      response.writeHead(200, { 'content-type': registry.contentType }).end(own + others);
      return;
    }
    case '/health/live':
      json(200, { status: 'live' });
      return;
    case '/health/ready':
      await ready().then(
        () => json(200, { status: 'ready' }),
        (error: Error) => json(503, { status: 'not ready', why: error.message }),
      );
      return;
    default:
      json(404, { paths: ['/metrics', '/health/live', '/health/ready'] });
  }
}
