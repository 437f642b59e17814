import type { Problem } from '../../../core/base/problem.ts';
import { builtInKinds } from '../../../core/customer/identity.ts';
import type { Batch } from '../batch.ts';
import type { IncomingEvent } from '../event.ts';

/** Takes away identities of kinds that the workspace does not know. An item that names nobody else is refused. */
export async function admit(batch: Batch): Promise<void> {
  const known = new Set<string>([...builtInKinds, ...batch.published.configuration.identities.kinds]);
  batch.admitted = batch.incoming.flatMap((event) => {
    const { identities, userId, anonymousId, flags = [] } = event;
    if (!identities || identities.every(({ kind }) => known.has(kind))) return [event];
    const kept = identities.filter(({ kind }) => known.has(kind));
    const unknown = identities.filter(({ kind }) => !known.has(kind)).map(({ kind }) => kindUnknown(kind));
    if (kept.length === 0 && userId === undefined && anonymousId === undefined) {
      batch.refused.set(event.messageId, unknown[0] as Problem);
      return [];
    }
    return [{ ...event, identities: kept, flags: [...flags, ...unknown] } satisfies IncomingEvent];
  });
}

const kindUnknown = (kind: string): Problem => ({
  code: 'identity-kind-unknown',
  where: `identities.${kind}`,
  problem: 'the workspace has no identities of this kind',
  remedy: 'Declare the kind in the section "identities" of the workspace, and push it.',
  severity: 'warning',
});
