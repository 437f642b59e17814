import { randomBytes } from 'node:crypto';
import { appendFile, readFile, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { jsonOrUndefined } from '../../core/base/json-or-undefined.ts';

/**
 * Where the dev mailbox keeps the webhooks of the local stack, as a good receiver does: what is not signed with our
 * secret is refused, and a `webhook-id` that was there before is counted and not stored a second time. The secret is made
 * new at each start: the sender starts with us. What was taken stays, one line for each arrival in `webhooks.jsonl`,
 * so a repeat is known as one after a restart too; a line that a kill cut short is dropped (its sender had no answer).
 */
export interface ReceivedWebhook {
  /** The message key. */
  readonly id: string;
  readonly receivedAt: string;
  /** 1 and the repeats. */
  readonly times: number;
  readonly body: unknown;
}

export interface WebhookPage {
  readonly items: readonly ReceivedWebhook[];
  readonly next: string | undefined;
  readonly total: number;
}

export interface WebhookInbox {
  readonly secret: string;
  /** False: the signature is not right, and nothing was stored. */
  take(headers: IncomingHttpHeaders, body: string): Promise<boolean>;
  /** Newest first; `after` is the id of the last one seen. */
  list(query: { limit: number; after?: string | undefined }): WebhookPage;
  clear(): Promise<void>;
}

interface Line {
  readonly id: string;
  readonly at: string;
  /** Only in the first line of an id. */
  readonly body?: unknown;
}

export async function openWebhookInbox(folder: string): Promise<WebhookInbox> {
  const path = join(folder, 'webhooks.jsonl');
  const text = await readFile(path, 'utf8').catch(() => '');
  const received = new Map<string, ReceivedWebhook>();
  for (const line of text.split('\n')) note(received, jsonOrUndefined(line) as Line | undefined);
  if (text !== '' && !text.endsWith('\n')) await appendFile(path, '\n');
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const verifier = new Webhook(secret);

  return {
    secret,
    async take(headers, text) {
      let body: unknown;
      try {
        body = verifier.verify(text, headers as Record<string, string>);
      } catch {
        return false;
      }
      const [id, at] = [String(headers['webhook-id']), new Date().toISOString()];
      const line: Line = received.has(id) ? { id, at } : { id, at, body };
      note(received, line);
      await appendFile(path, `${JSON.stringify(line)}\n`);
      return true;
    },
    list({ limit, after }) {
      const all = [...received.values()];
      const end = after === undefined ? all.length : all.findIndex(({ id }) => id === after);
      const items = all.slice(Math.max(0, end - limit), Math.max(0, end)).reverse();
      return { items, next: end > limit ? items.at(-1)?.id : undefined, total: all.length };
    },
    async clear() {
      received.clear();
      await rm(path, { force: true });
    },
  };
}

function note(received: Map<string, ReceivedWebhook>, line: Line | undefined): void {
  if (!line) return;
  const { id, at, body } = line;
  const { receivedAt = at, times = 0, body: first = body } = received.get(id) ?? {}; // lines written at once may swap
  received.set(id, { id, receivedAt, times: times + 1, body: first });
}
