import type { z } from 'zod';
import { inUtc } from '../../../core/base/calendar.ts';
import { withoutValue } from '../../../core/condition/customer-value.ts';
import { timeZoneOf } from '../../../core/customer/time-zone.ts';
import type { ChannelKind } from '../../../core/message/channel-kind.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import { describeNotSent } from '../../../core/message/not-sent.ts';
import { reachOf } from '../../../core/message/reach.ts';
import type { CustomerView } from '../../../store/customers/customer-views.ts';
import { findTraitSources } from '../../../store/customers/trait-sources.ts';
import type { Database, Transaction } from '../../../store/database/database.ts';
import { findSuppressions } from '../../../store/messages/suppressions.ts';
import { listUnsentMessages } from '../../../store/messages/unsent-messages.ts';
import type { profileSchema } from './schemas.ts';

/** Messages that were not sent, on the page of a customer. */
/** A message that has waited longer for its first attempt is one that somebody asks about. */
const SOON_MS = 30_000;
const MOST_UNSENT = 10;

/** What is known of a customer beside traits and timeline: where traits come from, what reaches them, what did not. */
export async function readProfile(
  on: Database | Transaction,
  workspace: string,
  { id, traits, traitTimes, consents, identities, mergedIds, now }: CustomerView,
): Promise<z.output<typeof profileSchema>> {
  const known = Object.fromEntries([...identities].reverse().map(({ kind, value }) => [kind, value]));
  const addresses = Object.values<ChannelKind>(channelKinds).flatMap((kind) => {
    const address = kind.addressOf(traits, known);
    return address === undefined ? [] : [{ channel: kind.id, address }];
  });
  const [traitSources, suppressed, unsent] = await Promise.all([
    findTraitSources(on, [id, ...mergedIds], withoutValue(traitTimes)),
    findSuppressions(on, workspace, addresses),
    listUnsentMessages(on, id, { limit: MOST_UNSENT, requestedBefore: now - SOON_MS }),
  ]);
  const suppressionOf = (channel: string, address: string) =>
    suppressed.find((each) => each.channel === channel && each.address === address)?.reason;
  const reach = reachOf({ traits, consents, now, identities: known, suppressionOf });
  return {
    now,
    timeZone: timeZoneOf(traits),
    traitSources: { ...traitSources },
    reach: reach.map(({ address = null, reason = null, ...each }) => ({ ...each, address, reason })),
    notSent: unsent.map((message) => ({
      ...message,
      text: describeNotSent(message, (iso) => inUtc(Date.parse(iso))),
    })),
  };
}
