import { releaseOutranked } from '../../../store/messages/limits/release-deferred.ts';
import { lanes } from '../../../store/outbox/outbox.ts';
import type { AttemptDependencies, Outranks } from '../attempt.ts';

/**
 * Wakes the messages that waited for this one to go first, after its outcome is committed. A timer of their own does where
 * that fails, so a failure here is nobody's.
 */
export async function letOthersGo(
  { database }: Pick<AttemptDependencies, 'database'>,
  { outranks }: { readonly outranks?: Outranks | undefined },
): Promise<void> {
  if (outranks) await releaseOutranked(database, { ...outranks, lane: lanes.live }).catch(() => {});
}
