import { appendFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';

/** Where the dev mailbox keeps alerts: what a chat's incoming webhook would be sent, one line each in `alerts.jsonl`. */
export interface ReceivedAlert {
  readonly id: string;
  readonly receivedAt: string;
  readonly text: string;
}

export interface AlertPage {
  readonly items: readonly ReceivedAlert[];
  readonly next: string | undefined;
  readonly total: number;
}

export interface AlertInbox {
  /** False: this is not what Slack takes, which is JSON with a `text`. */
  take(body: string): Promise<boolean>;
  /** Newest first; `after` is the id of the last one seen. */
  list(query: { limit: number; after?: string | undefined }): AlertPage;
  clear(): Promise<void>;
}

export async function openAlertInbox(folder: string): Promise<AlertInbox> {
  const path = join(folder, 'alerts.jsonl');
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  const alerts = lines.flatMap((line) => (parse(line) as ReceivedAlert | undefined) ?? []);
  return {
    async take(body) {
      const { text } = (parse(body) ?? {}) as { text?: unknown };
      if (typeof text !== 'string' || text === '') return false;
      const alert = { id: uuidv7(), receivedAt: new Date().toISOString(), text };
      alerts.push(alert);
      await appendFile(path, `${JSON.stringify(alert)}\n`);
      return true;
    },
    list({ limit, after }) {
      const older = after === undefined ? alerts : alerts.filter(({ id }) => id < after);
      const items = older.slice(-limit).reverse();
      return { items, next: older.length > items.length ? items.at(-1)?.id : undefined, total: alerts.length };
    },
    async clear() {
      alerts.length = 0;
      await rm(path, { force: true });
    },
  };
}

/** Undefined: a line that a kill cut short, or no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
