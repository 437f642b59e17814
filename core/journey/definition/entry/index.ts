import { z } from 'zod';
import { needsNewerWorker } from '../../../base/failure.ts';
import { apiEntry, apiEntrySchema } from './api.ts';
import { dateEntry, dateEntrySchema } from './date.ts';
import { eventEntry, eventEntrySchema } from './event.ts';
import { handEntry, handEntrySchema } from './hand.ts';
import { handOffEntry, handOffEntrySchema } from './hand-off.ts';
import type { EntryKind } from './kind.ts';
import { scheduleEntry, scheduleEntrySchema } from './schedule.ts';

/** The registry of entries: a new kind is one file, and its line in both lists. */
export const entrySchema = z.discriminatedUnion('on', [
  eventEntrySchema,
  apiEntrySchema,
  handEntrySchema,
  handOffEntrySchema,
  scheduleEntrySchema,
  dateEntrySchema,
]);

const all = [apiEntry, dateEntry, eventEntry, handOffEntry, handEntry, scheduleEntry] as const;

export type EntryRule = z.infer<typeof entrySchema>;

export const entryKinds: ReadonlyMap<string, EntryKind<EntryRule>> = new Map(
  // The one cast: a kind's functions are given only rules of that kind, because they are found by `rule.on`.
  all.map((kind) => [kind.on, kind as unknown as EntryKind<EntryRule>]),
);

/** The behaviour of an entry rule of a published definition. One that is unknown needs a newer version of this process. */
export function getEntryKind({ on }: EntryRule): EntryKind<EntryRule> {
  const kind = entryKinds.get(on);
  if (kind) return kind;
  throw needsNewerWorker('entry', on);
}
