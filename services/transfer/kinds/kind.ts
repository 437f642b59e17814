import { z } from 'zod';
import { momentOf } from '../../../core/base/calendar.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { readMoment } from '../../../core/base/read-moment.ts';
import { earliestTime } from '../../../core/customer/event-time.ts';
import {
  ANONYMOUS_ID,
  byRank,
  type Identity,
  kindOf,
  normalizeIdentity,
  USER_ID,
} from '../../../core/customer/identity.ts';
import type { Configuration } from '../../../core/workspace/configuration.ts';
import type { Database } from '../../../store/database/database.ts';
import type { Acceptance } from '../../intake/accept.ts';
import { limits } from '../../intake/call-schema.ts';
import type { IncomingEvent } from '../../intake/event.ts';

/** What an import goes to. */
export interface ImportTarget {
  readonly database: Database;
  readonly workspace: string;
  readonly configuration: Configuration;
  /** Names the import: with the row's number it names the row, so that a row sent again is a duplicate. */
  readonly name: string;
  /** When the file was written: rows without a time of their own speak of then. */
  readonly asOf: number;
  readonly now: number;
  /** As if it happened now at the customer: journeys may be entered. */
  readonly isLive: boolean;
  /** Through the collector of intake. */
  submit(events: readonly IncomingEvent[]): Promise<Acceptance[]>;
}

/** What became of a row. */
export type RowOutcome =
  | { readonly result: 'accepted'; readonly entered?: number; readonly warnings?: readonly Problem[] }
  | { readonly result: 'duplicate' }
  | { readonly result: 'rejected'; readonly problem: Problem };

/** A kind of rows that can be imported: one file each. */
export interface ImportKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly words: string;
  readonly schema: Schema;
  /** Columns that are no field of the row go there, where there is no mapping. */
  readonly rest?: 'traits' | 'properties';
  /** An example for the description of the API. */
  readonly example: z.input<Schema>;
  /** The row as `store` takes it, or what is wrong with it. Reads nothing from the database: a dry run does so much. */
  read(row: z.output<Schema>, target: ImportTarget, number: number): unknown;
  /** Stores rows that were read, in their order. */
  store(rows: readonly unknown[], target: ImportTarget): Promise<readonly RowOutcome[]>;
}

export function defineKind<Schema extends z.ZodObject, Read>(
  kind: Omit<ImportKind<Schema>, 'read' | 'store'> & {
    read(row: z.output<Schema>, target: ImportTarget, number: number): Read | Problem;
    store(rows: readonly Exclude<Read, Problem>[], target: ImportTarget): Promise<readonly RowOutcome[]>;
  },
): ImportKind {
  return kind as unknown as ImportKind;
}

const id = z.union([z.string().trim().max(limits.id), z.number().transform(String)]);

/** By what a row names its customer. */
export const who = {
  userId: id.optional(),
  anonymousId: id.optional(),
  email: id.optional().describe('Short for identities.email.'),
  phone: id.optional().describe('Short for identities.phone.'),
  identities: z.record(z.string().max(limits.name), id).optional(),
};

export const time = z.union([z.string().max(200), z.number()]);

interface Who {
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly identities?: Readonly<Record<string, string>> | undefined;
}

/** The identities of a row that names an existing customer, those that name one person first. */
export function identitiesOf({ userId, anonymousId, email, phone, identities = {} }: Who): Identity[] {
  const named = Object.entries({ ...identities, email, phone, [USER_ID]: userId, [ANONYMOUS_ID]: anonymousId });
  return named
    .flatMap(([name, value]) => {
      const kind = kindOf(name);
      const normal = value === undefined ? undefined : normalizeIdentity(kind, value);
      return normal === undefined ? [] : [{ kind, value: normal }];
    })
    .sort(byRank);
}

/** The same for a call of intake. */
export function namesOf({ userId, anonymousId, email, phone, identities }: Who) {
  const named = { ...identities, ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
  return { userId, anonymousId, ...(Object.keys(named).length > 0 && { identities: named }) };
}

/**
 * A row's own time; undefined: it has none. Unlike a live call's, a time that can't be read, or that lies ahead, is no
 * time of now: the row is refused.
 */
export function timeOf(value: string | number | undefined, where: string, now: number): number | Problem | undefined {
  if (value === undefined || value === '') return undefined;
  const at = (typeof value === 'string' ? momentOf(value) : undefined) ?? readMoment(value);
  if (at === undefined || at < earliestTime) {
    const remedy = 'Write ISO 8601, or say in the mapping how the column is written: {"as": "moment", "format": …}.';
    return { code: 'time-unreadable', where, problem: 'the time can not be read, or lies before 1900', remedy };
  }
  if (at <= now + AHEAD_TOLERATED_MS) return Math.min(at, now);
  return { code: 'time-ahead', where, problem: 'the time lies ahead', remedy: 'Look at the zone of the column.' };
}

const AHEAD_TOLERATED_MS = 60_000;

export function isProblem(read: unknown): read is Problem {
  return read !== null && typeof read === 'object' && 'problem' in read && 'code' in read && 'remedy' in read;
}

export const accepted: RowOutcome = { result: 'accepted' };

export const customerUnknown: Problem = {
  code: 'customer-unknown',
  where: 'userId',
  problem: 'nobody is known by these ids',
  remedy: 'Import the customers first, with the same ids.',
};

export const nobody: Problem = {
  code: 'nobody',
  where: 'userId',
  problem: 'the row names nobody',
  remedy: 'Map a column to userId, email or another id of the customer.',
};
