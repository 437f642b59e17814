import { isTimeZone } from '../../../core/base/calendar.ts';
import { PermanentFailure } from '../../../core/base/failure.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { withoutValue } from '../../../core/condition/customer-value.ts';
import type { Properties } from '../../../core/condition/schema.ts';
import { contextTraits, groupTrait, withoutAddresses } from '../../../core/customer/call-traits.ts';
import { draftTraits, mostTraits, type TraitsDraft } from '../../../core/customer/traits.ts';
import { type Batch, warn } from '../batch.ts';
import { findEntries } from '../enter.ts';
import { type AcceptedEvent, isTrigger, traitNamesOf } from '../event.ts';
import { readBatchHistories, remember } from '../histories.ts';
import { protectedCustomers } from '../protected-customers.ts';

/** Applies what the events say of their customers in order, and finds the entries that each event meets at that moment. */
export async function profile(batch: Batch): Promise<void> {
  const { published, events, customers, acceptedAt, candidates, changedTraits, notEntered, effects } = batch;
  const addressesOf = await protectedCustomers(batch);
  const drafts = new Map<string, TraitsDraft>(); // by customer
  await readBatchHistories(batch);
  for (const event of events) {
    const customer = customers.get(event.customerId);
    if (!customer) throw new PermanentFailure('customer-gone', `customer ${event.customerId} vanished under its lock`);
    const sent = contextTraits(event.context);
    if (sent.unknownZone) warn(batch, event.id, zoneUnknown('context.timezone'));
    const said = traitsOf(batch, event, addressesOf.has(customer.id));
    if (said || Object.keys(sent.traits).length > 0) {
      const draft = drafts.get(customer.id) ?? draftTraits(customer, mostTraits);
      drafts.set(customer.id, draft);
      const watched = traitNamesOf(event)
        .filter((trait) => published.isWatched(trait))
        .map((trait) => ({ trait, value: asText(draft.traits, trait) }));
      const isChanged = [
        said !== undefined && applySaid(batch, event, draft, said),
        draft.applyContext(sent.traits, event.timestamp),
      ].includes(true);
      if (isChanged) {
        const changed = watched.filter(({ trait, value }) => asText(draft.traits, trait) !== value);
        if (changed.length > 0) {
          changedTraits.set(
            event.id,
            changed.map(({ trait }) => trait),
          );
        }
        effects.changedCustomers.add(customer.id);
        customers.set(customer.id, { ...customer, traits: draft.traits, traitTimes: draft.traitTimes });
      }
    }
    remember(batch, event);
    if (!isTrigger(event) && !event.enters) continue;
    const { traits } = customers.get(customer.id) ?? customer;
    const entries = findEntries(published, event, { traits, history: batch.histories.get(customer.id) }, acceptedAt);
    candidates.push(...entries.candidates);
    if (entries.notEntered) notEntered.set(event.id, entries.notEntered);
    batch.blocked.push(...entries.blocked);
    warn(batch, event.id, ...entries.warnings);
  }
}

/** As text: equal where the values are. */
function asText(traits: Properties, trait: string): string | undefined {
  return Object.hasOwn(traits, trait) ? JSON.stringify(traits[trait]) : undefined;
}

/** What the call itself says of the customer; undefined: nothing. */
function traitsOf(batch: Batch, event: AcceptedEvent, isProtected: boolean): Properties | undefined {
  if (event.type === 'group') {
    if (event.properties.id !== undefined) return { group: event.properties };
    warn(batch, event.id, groupIncomplete);
    return undefined;
  }
  if (event.type !== 'identify') return undefined;
  const { timezone } = event.properties;
  if (timezone !== undefined && timezone !== null && !isTimeZone(timezone))
    warn(batch, event.id, zoneUnknown('traits.timezone'));
  const own = withoutValue(event.properties);
  if (!isProtected || !event.byBrowserKey) return own;
  const { traits, isChanged } = withoutAddresses(own);
  if (isChanged) warn(batch, event.id, addressProtected);
  return traits;
}

function applySaid(batch: Batch, event: AcceptedEvent, draft: TraitsDraft, said: Properties): boolean {
  const traits = event.type === 'group' ? { group: groupTrait(draft.traits.group, event.properties) } : said;
  if (draft.apply(traits, event.timestamp)) return true;
  warn(batch, event.id, traitsFull);
  return false;
}

const traitsFull: Problem = {
  code: 'traits-full',
  where: 'traits',
  problem: `no trait was changed: the customer would have more than ${mostTraits / 1024} KB of traits`,
  remedy: 'Send few traits under names that stay the same, and lists and documents not at all.',
  severity: 'warning',
};

const zoneUnknown = (where: string): Problem => ({
  code: 'time-zone-unknown',
  where,
  problem: 'the time zone is none that is known here: days are counted in UTC, or in the zone known before',
  remedy: 'Send an IANA name, such as "Europe/Berlin".',
  severity: 'warning',
});

const groupIncomplete: Problem = {
  code: 'group-incomplete',
  where: 'groupId',
  problem: 'the call names no group, so nothing was changed',
  remedy: 'Send the id of the group as groupId.',
  severity: 'warning',
};

const addressProtected: Problem = {
  code: 'address-protected',
  where: 'traits',
  problem: 'e-mail and phone of a known userId are not changed by a browser key in this workspace',
  remedy: 'Send them from your server, with a server key.',
  severity: 'warning',
};
