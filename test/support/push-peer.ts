import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPushService, type PushService } from '../../devstack/mailbox/push/service.ts';

export interface PushPeer extends PushService {
  readonly url: string;
  /** What it answers instead of taking messages; `hang`: nothing. */
  answer(status: number | 'hang' | 'well', headers?: Readonly<Record<string, string>>): void;
  /** Status of each request so far. */
  readonly answered: readonly number[];
  stop(): Promise<void>;
}

/** The push service of the local stack, by itself: it verifies its senders and decrypts what it gets. */
export async function startPushPeer(): Promise<PushPeer> {
  const folder = mkdtempSync(join(tmpdir(), 'push-peer-'));
  const service = await openPushService(folder);
  const answered: number[] = [];
  let fixed: { readonly status: number | 'hang'; readonly headers: Readonly<Record<string, string>> } | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (fixed?.status === 'hang') return;
    const browser = (request.url ?? '').slice('/push/'.length);
    const own = () => service.take(browser, `http://${request.headers.host}`, request.headers, Buffer.concat(chunks));
    const status = fixed?.status ?? (await own());
    answered.push(status);
    response.writeHead(status, fixed?.headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...service,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered,
    answer(status, headers = {}) {
      fixed = status === 'well' ? undefined : { status, headers };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
