import { nextOccurrence, type Occurrence } from '../../core/base/recurrence.ts';
import type { CustomerHistory } from '../../core/condition/history/history.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { dueOf } from '../../core/journey/date-occurrences.ts';
import {
  directEntryNames,
  getEntryKind,
  isDateEntry,
  isScheduleEntry,
  type JourneyDefinition,
} from '../../core/journey/definition/index.ts';
import { evaluateEntry } from '../../core/journey/entry.ts';
import { describeEntryCaps } from '../../core/journey/entry-caps.ts';
import { outsideDates } from '../../core/journey/entry-dates.ts';
import { historyNeeds } from '../../core/journey/history-needs.ts';
import { readHistory } from '../../store/condition/read-histories.ts';
import type { Database } from '../../store/database/database.ts';
import { listPastDaysOf } from '../../store/journeys/date-entries.ts';
import { listScheduledDefinitions } from '../../store/journeys/journeys.ts';
import { listSegmentsOf } from '../../store/segments/members.ts';

/** A customer would enter a journey by time. */
export interface EntryAhead {
  readonly journey: string;
  readonly title: string;
  readonly by: 'schedule' | 'date';
  readonly entry: string;
  readonly words: string;
  /** "2026-03-02": the day, by the clocks of the entry. */
  readonly date: string;
  readonly at: number;
  /** Why they would not enter, by what is known now: outside of the segment, of the filter, or of the journey's dates. */
  readonly blocked: 'segment' | 'filter' | 'no-key' | 'not-started' | 'over' | null;
  /** What is judged only when the moment comes. */
  readonly assumes: readonly string[];
}

interface Owner {
  readonly id: string;
  readonly traits: Properties;
  readonly now: number;
}

/** The next entry by each schedule and date of live journeys, the earliest first, if the customer stays as they are. */
export async function listEntriesAhead(
  database: Database,
  workspace: string,
  owner: Owner,
  workspaceZone: string,
): Promise<EntryAhead[]> {
  const definitions = await listScheduledDefinitions(database, workspace);
  if (definitions.length === 0) return [];
  const segments = new Set((await listSegmentsOf(database, owner.id)).map(({ id }) => id));
  const past = new Map(
    (await listPastDaysOf(database, owner.id)).map((row) => [`${row.journeyId} ${row.entryId}`, row.past]),
  );
  const found: EntryAhead[] = [];
  for (const definition of definitions) {
    const zone = timeZoneOf(owner.traits);
    const history = await readHistory(
      database,
      { id: owner.id, timeZone: zone },
      historyNeeds(definition).atEntry,
      owner.now,
    );
    found.push(...entriesOf(definition, owner, { zone, workspaceZone, segments, past, history }));
  }
  return found.sort((a, b) => a.at - b.at);
}

interface Known {
  readonly zone: string;
  readonly workspaceZone: string;
  readonly segments: ReadonlySet<string>;
  readonly past: ReadonlyMap<string, string | null>;
  readonly history: CustomerHistory | undefined;
}

function entriesOf(definition: JourneyDefinition, { traits, now }: Owner, known: Known): EntryAhead[] {
  return definition.entry.flatMap((rule): EntryAhead[] => {
    const [next, properties] = nextOf();
    if (!next || !(isScheduleEntry(rule) || isDateEntry(rule))) return [];
    const { at, date } = next;
    const by = rule.on;
    const event = { id: '', name: directEntryNames[by], properties, timestamp: at, acceptedAt: at, directly: by };
    const judged = evaluateEntry(definition, event, traits, at, known.history);
    const isOutside = isScheduleEntry(rule) && rule.segment !== undefined && !known.segments.has(rule.segment);
    const hurdle = judged.enters ? null : judged.why === 'no-key' || judged.why === 'unfit-key' ? 'no-key' : 'filter';
    return [
      {
        ...{ journey: definition.id, title: definition.title ?? definition.id, by, entry: rule.id, date, at },
        words: getEntryKind(rule).describe(rule),
        blocked: outsideDates(definition, at, known.zone) ?? (isOutside ? 'segment' : hurdle),
        assumes: assumptionsOf(definition),
      },
    ];

    function nextOf(): [Occurrence | undefined, Properties] {
      if (isScheduleEntry(rule)) {
        const { zone = 'customer' } = rule;
        const own = zone === 'customer' ? known.zone : zone === 'workspace' ? known.workspaceZone : zone;
        const found = nextOccurrence(rule.every, now, own);
        return [found, { schedule: rule.id, date: found?.date ?? null, zone: own }];
      }
      if (!isDateEntry(rule)) return [undefined, {}];
      const found = dueOf(rule, traits, now, known.past.get(`${definition.id} ${rule.id}`));
      return [found, { entry: rule.id, date: found?.date ?? null }];
    }
  });
}

function assumptionsOf({ entryCaps, reentry = 'never', whileOpen = 'ignore' }: JourneyDefinition): string[] {
  return [
    'the customer stays as they are',
    ...(reentry === 'always' ? [] : ['re-entry is judged then']),
    ...(whileOpen === 'ignore' ? ['no run is open then'] : []),
    ...(entryCaps ? [`there is room then: ${describeEntryCaps(entryCaps)}`] : []),
  ];
}
