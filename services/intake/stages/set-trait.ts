import type { Json } from '../../../core/base/canonical-json.ts';
import type { Batch } from '../batch.ts';
import { watching } from '../match.ts';

/** Sets a computed trait, as of now, and tells the open runs that look at it. */
export function setTrait(batch: Batch, customerId: string, trait: string, value: Json | undefined): void {
  const { customers, openRuns, definitions, acceptedAt, effects } = batch;
  const customer = customers.get(customerId);
  if (!customer) return;
  const { [trait]: _old, ...others } = customer.traits;
  const traits = value === undefined ? others : { ...others, [trait]: value };
  customers.set(customerId, { ...customer, traits, traitTimes: { ...customer.traitTimes, [trait]: acceptedAt } });
  effects.changedCustomers.add(customerId);
  for (const open of openRuns.filter((run) => run.customerId === customerId)) {
    for (const { run, traits: names } of watching(definitions, open, [trait])) {
      effects.inputs.push({ journeyRunId: run.id, kind: 'customer-changed', traits: names });
      effects.outbox.push({ journeyRunId: run.id, label: 'the customer changed' });
    }
  }
}
