import { segmentJoined } from '../../core/journey/definition/index.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import {
  advanceMemberEntries,
  leaseMemberEntries,
  type OpenMemberEntries,
} from '../../store/segments/member-entries.ts';
import { listMembers, type Member } from '../../store/segments/members.ts';
import { acceptBatch } from '../intake/accept.ts';
import type { IncomingEvent } from '../intake/event.ts';
import type { RevisitDependencies } from '../intake/revisit.ts';

const LEASE_SECONDS = 30;
const SECOND_MS = 1_000;
const SECONDS_OF_MINUTE = 60;
const MOST_AT_ONCE = 500;

/**
 * Lets customers into a journey who were in its segment before it listened for their joining, page by page, at the rate that
 * was asked for. Each comes in by intake, as if they joined now: filter, key, re-entry and open runs hold as ever.
 */
export async function letMembersIn(dependencies: RevisitDependencies, stopping: AbortSignal): Promise<void> {
  const { database } = dependencies;
  const lease = () => leaseMemberEntries(database, LEASE_SECONDS);
  for (let open = await lease(); open && !stopping.aborted; open = await lease()) {
    const { workspace, segmentId, perMinute, afterId } = open;
    const limit = Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(perMinute / SECONDS_OF_MINUTE)));
    const members = await listMembers(database, { workspace, segmentId, after: afterId ?? undefined, limit });
    const now = await workspaceClock(database, workspace).now();
    const events = members.map((member) => eventOf(open as OpenMemberEntries, member, now));
    const accepted = events.length === 0 ? [] : await acceptBatch(dependencies, workspace, events);
    await advanceMemberEntries(database, open, {
      afterId: members.at(-1)?.customerId ?? afterId,
      asked: members.length,
      entered: accepted.filter((each) => each.result === 'accepted' && each.entered > 0).length,
      isLast: members.length < limit,
      pauseMs: (limit / perMinute) * SECONDS_OF_MINUTE * SECOND_MS,
    });
  }
}

/** The same event again after a crash is a duplicate: who was let in is let in once. */
function eventOf(
  { journeyId, segmentId, startedAt }: OpenMemberEntries,
  { customerId }: Member,
  timestamp: number,
): IncomingEvent {
  return {
    type: 'entry',
    name: segmentJoined,
    messageId: `member/${journeyId}/${segmentId}/${startedAt}/${customerId}`,
    userId: undefined,
    anonymousId: undefined,
    customerId,
    properties: { segment: segmentId, cause: 'member' },
    context: { journey: { id: journeyId } },
    timestamp,
    enters: { journey: journeyId, by: 'member' },
  };
}
