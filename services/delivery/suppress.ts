import { consentOf } from '../../core/customer/consent.ts';
import { kindOfChannel } from '../../core/journey/definition/names.ts';
import type { Database } from '../../store/database/database.ts';
import type { DueFeedback } from '../../store/messages/feedback.ts';
import { suppressAddressOf } from '../../store/messages/suppressions.ts';
import { recordConsents } from '../customers/consents.ts';

/**
 * What feedback means for the address and for consent: after a hard bounce or a complaint nothing is sent to the address any
 * more. A complaint, and a provider's own unsubscribe link, withdraw all marketing on the channel. Called before the event is accepted, and again when that
 * fails: it changes nothing the second time.
 */
export async function suppress(database: Database, report: DueFeedback): Promise<void> {
  const { messageId, occurredAt: at } = report;
  if (report.kind === 'bounced' && report.bounce === 'hard')
    await suppressAddressOf(database, { messageId, reason: 'hard-bounce', at });
  if (report.kind === 'complained') await suppressAddressOf(database, { messageId, reason: 'complaint', at });
  // Our own page says itself what the customer chose; a provider's link knows no topics.
  const isProviders = report.kind === 'unsubscribed' && report.source !== 'page';
  if (report.kind !== 'complained' && !isProviders) return;
  const { workspace, customerId } = report;
  const subject = { kind: 'marketing-channel', name: kindOfChannel(report.channel) } as const;
  await recordConsents(database, {
    ...{ workspace, customerId, source: isProviders ? 'api' : 'complaint', messageId },
    statements: ({ consents, now }) =>
      consentOf(consents, subject, now)?.state === 'withdrawn' ? [] : [{ subject, state: 'withdrawn', at }],
  });
}
