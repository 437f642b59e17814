import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { jsonOrUndefined } from '../../core/base/json-or-undefined.ts';
import { type LineFile, type LinePage, openLineFile } from './line-file.ts';

/** An alert as the dev mailbox keeps it: what a chat's incoming webhook would be sent, in `alerts.jsonl`. */
export interface ReceivedAlert {
  readonly id: string;
  readonly receivedAt: string;
  readonly text: string;
}

export type AlertPage = LinePage<ReceivedAlert>;

export interface AlertInbox extends Pick<LineFile<ReceivedAlert>, 'list' | 'clear'> {
  /** False: this is not what Slack takes, which is JSON with a `text`. */
  take(body: string): Promise<boolean>;
}

export async function openAlertInbox(folder: string): Promise<AlertInbox> {
  const { add, list, clear } = await openLineFile<ReceivedAlert>(join(folder, 'alerts.jsonl'));
  return {
    async take(body) {
      const { text } = (jsonOrUndefined(body) ?? {}) as { text?: unknown };
      if (typeof text !== 'string' || text === '') return false;
      await add({ id: uuidv7(), receivedAt: new Date().toISOString(), text });
      return true;
    },
    list,
    clear,
  };
}
