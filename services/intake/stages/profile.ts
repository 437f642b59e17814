import { PermanentFailure } from '../../../core/base/failure.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { draftTraits, mostTraits, type TraitsDraft } from '../../../core/customer/traits.ts';
import { type Batch, warn } from '../batch.ts';
import { findEntries } from '../enter.ts';

/** Applies the events' traits in order, and finds the entries that each event meets at that moment. */
export async function profile(batch: Batch): Promise<void> {
  const { published, events, customers, acceptedAt, candidates, effects } = batch;
  const drafts = new Map<string, TraitsDraft>(); // by customer
  for (const event of events) {
    const customer = customers.get(event.customerId);
    if (!customer) throw new PermanentFailure('customer-gone', `customer ${event.customerId} vanished under its lock`);
    if (event.type === 'identify') {
      const draft = drafts.get(customer.id) ?? draftTraits(customer, mostTraits);
      drafts.set(customer.id, draft);
      if (!draft.apply(event.properties, event.timestamp)) {
        warn(batch, event.id, traitsFull);
        continue;
      }
      effects.changedCustomers.add(customer.id);
      customers.set(customer.id, { ...customer, traits: draft.traits, traitTimes: draft.traitTimes });
    } else {
      const entries = findEntries(published, event, customer.traits, acceptedAt);
      candidates.push(...entries.candidates);
      warn(batch, event.id, ...entries.warnings);
    }
  }
}

const traitsFull: Problem = {
  code: 'traits-full',
  where: 'traits',
  problem: `no trait was changed: the customer would have more than ${mostTraits / 1024} KB of traits`,
  remedy: 'Send few traits under names that stay the same, and lists and documents not at all.',
  severity: 'warning',
};
