import { PermanentFailure } from '../../core/base/failure.ts';
import { readInAppParts } from '../../core/message/in-app.ts';
import { type Database, databaseFailure, sqlState } from '../../store/database/database.ts';
import { putIntoInbox } from '../../store/inbox/inbox.ts';
import type { Provider, SendResult } from './channel.ts';

/**
 * Messages in the customer's own inbox. The provider is a table of ours: accepted means stored under the message's id, so
 * an attempt that is made again finds the row and changes nothing. An attempt whose commit was not answered is unknown,
 * and is therefore made again.
 */
export function createInAppProvider(database: Database): Provider {
  return {
    async send({ key, parts }, begin): Promise<SendResult> {
      const content = readInAppParts(parts);
      if ('problem' in content) return { result: 'failed-permanently', code: 'in-app-part', detail: content.problem };
      await begin();
      try {
        if (await putIntoInbox(database, key, content)) return { result: 'accepted' };
        return { result: 'failed-permanently', code: 'message-gone', detail: 'the message is gone' };
      } catch (thrown) {
        const failure = databaseFailure(thrown);
        const result = failure instanceof PermanentFailure ? 'failed-permanently' : 'unknown';
        return { result, code: sqlState(failure) ?? 'unexpected', detail: failure.message };
      }
    },
    async close() {}, // the database is not ours to close
  };
}
