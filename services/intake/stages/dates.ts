import { canonicalJson } from '../../../core/base/canonical-json.ts';
import { traitOf } from '../../../core/condition/fields.ts';
import type { Properties } from '../../../core/condition/schema.ts';
import type { Batch } from '../batch.ts';

/** Finds customers of whom a date has changed by which they enter journeys, or the zone whose clocks it is read by. */
export async function dates({ published, customers, traitsBefore, effects }: Batch): Promise<void> {
  if (published.dated.length === 0) return;
  for (const customerId of effects.changedCustomers) {
    const before = traitsBefore.get(customerId) ?? {};
    const after = customers.get(customerId)?.traits ?? {};
    const isMoved = textOf(before, 'timezone') !== textOf(after, 'timezone');
    for (const { journeyId, entry } of published.dated) {
      const trait = traitOf(entry.date.ref) ?? '';
      const [old, now] = [textOf(before, trait), textOf(after, trait)];
      if (old !== now || (isMoved && now !== undefined))
        effects.dates.push({ journeyId, entryId: entry.id, customerId });
    }
  }
}

function textOf(traits: Properties, name: string): string | undefined {
  return Object.hasOwn(traits, name) ? canonicalJson(traits[name]) : undefined;
}
