import type { Database } from '../../store/database/database.ts';
import type { DueFeedback } from '../../store/messages/feedback.ts';
import { suppressAddressOf } from '../../store/messages/suppressions.ts';

/**
 * What feedback means for the address: after a hard bounce or a complaint nothing is sent there any more. Called before
 * the event is accepted, as often as it takes.
 */
export async function suppress(database: Database, report: DueFeedback): Promise<void> {
  const { messageId, occurredAt: at } = report;
  if (report.kind === 'bounced' && report.bounce === 'hard')
    await suppressAddressOf(database, { messageId, reason: 'hard-bounce', at });
  if (report.kind === 'complained') await suppressAddressOf(database, { messageId, reason: 'complaint', at });
}
