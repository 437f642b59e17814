import { canonicalJson } from '../../core/base/canonical-json.ts';
import { isDateEntry, type JourneyDefinition } from '../../core/journey/definition/index.ts';
import type { Transaction } from '../../store/database/database.ts';
import { endDateEntries, listDateEntries, putDateEntries } from '../../store/journeys/date-entries.ts';

/** At a publish: makes the stored entries by date those of the live journeys. One that stays as it was keeps its moments. */
export async function syncDates(
  trx: Transaction,
  workspace: string,
  definitions: readonly JourneyDefinition[],
): Promise<void> {
  const wanted = definitions.flatMap(({ id, entry }) =>
    entry.filter(isDateEntry).map((rule) => ({ workspace, journeyId: id, entryId: rule.id, rule })),
  );
  const stored = await listDateEntries(trx, workspace);
  const keyOf = ({ journeyId, entryId }: { journeyId: string; entryId: string }) => `${journeyId} ${entryId}`;
  const known = new Map(stored.map((each) => [keyOf(each), each]));
  const isWanted = new Set(wanted.map(keyOf));
  await endDateEntries(
    trx,
    stored.filter((each) => !each.isGone && !isWanted.has(keyOf(each))),
  );
  await putDateEntries(
    trx,
    wanted.filter((each) => {
      const old = known.get(keyOf(each));
      return !old || old.isGone || canonicalJson(old.rule) !== canonicalJson(each.rule);
    }),
  );
}
