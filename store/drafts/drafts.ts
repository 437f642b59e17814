import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { type Database, execute, rows, type Transaction } from '../database/database.ts';
import type { KeptIn } from '../journeys/journeys.ts';

/** Drafts of journeys, one a journey. A save names the revision that it was made from, so that none is lost under another. */
export interface DraftSummary {
  readonly id: string;
  readonly title: string | null;
  readonly revision: number;
  readonly baseVersion: number | null;
  /** The live version of the journey; null: it has none. */
  readonly liveVersion: number | null;
  /** Null: the journey was never published. */
  readonly keptIn: KeptIn | null;
  readonly savedAt: number;
  readonly savedBy: string;
}

export interface Draft extends DraftSummary {
  readonly definition: JourneyDefinition;
}

export interface DraftKey {
  readonly workspace: string;
  readonly id: string;
}

/** Drafts of a workspace. */
export const MOST_DRAFTS = 500;

const summary = `d.journey_id as id, d.definition->>'title' as title, d.revision, d.base_version as "baseVersion",
  j.live_version as "liveVersion", j.kept_in as "keptIn", d.saved_at as "savedAt", d.saved_by as "savedBy"`;
const drafts = `journey_drafts d left join journeys j on j.workspace = d.workspace and j.id = d.journey_id`;

/** The last saved first. */
export async function listDrafts(database: Database, workspace: string): Promise<DraftSummary[]> {
  return rows(
    database,
    `select ${summary} from ${drafts} where d.workspace = ? order by d.saved_at desc, d.journey_id limit ?`,
    [workspace, MOST_DRAFTS],
  );
}

export async function countDrafts(database: Database, workspace: string): Promise<number> {
  const [row] = await rows<{ count: number }>(
    database,
    `select cast(count(*) as integer) as count from journey_drafts where workspace = ?`,
    [workspace],
  );
  return row?.count ?? 0;
}

export async function findDraft(on: Database | Transaction, { workspace, id }: DraftKey): Promise<Draft | undefined> {
  const [found] = await rows<Draft>(
    on,
    `select ${summary}, d.definition from ${drafts} where d.workspace = ? and d.journey_id = ?`,
    [workspace, id],
  );
  return found;
}

export interface NewDraft extends DraftKey {
  readonly definition: JourneyDefinition;
  readonly baseVersion: number | undefined;
  readonly by: string;
}

/** False: the journey has a draft already. */
export async function createDraft(
  database: Database,
  { workspace, id, definition, baseVersion, by }: NewDraft,
): Promise<boolean> {
  const created = await rows(
    database,
    `insert into journey_drafts (workspace, journey_id, revision, base_version, definition, created_by, saved_by)
     values (?, ?, 1, ?, ?, ?, ?) on conflict do nothing returning revision`,
    [workspace, id, baseVersion ?? null, JSON.stringify(definition), by, by],
  );
  return created.length > 0;
}

export interface DraftSave extends DraftKey {
  readonly definition: JourneyDefinition;
  /** The revision that it was made from. */
  readonly revision: number;
  readonly by: string;
}

/** The new revision, and when it was saved. Undefined: the draft has another revision by now, or is gone. */
export async function saveDraft(
  database: Database,
  { workspace, id, definition, revision, by }: DraftSave,
): Promise<{ revision: number; savedAt: number } | undefined> {
  const [saved] = await rows<{ revision: number; savedAt: number }>(
    database,
    `update journey_drafts set revision = revision + 1, definition = ?, saved_at = now(), saved_by = ?
     where workspace = ? and journey_id = ? and revision = ? returning revision, saved_at as "savedAt"`,
    [JSON.stringify(definition), by, workspace, id, revision],
  );
  return saved;
}

/** Removes a draft, of this revision where one is given. Says whether it was there. */
export async function deleteDraft(
  on: Database | Transaction,
  { workspace, id }: DraftKey,
  revision?: number,
): Promise<boolean> {
  const deleted = await rows(
    on,
    `delete from journey_drafts where workspace = ? and journey_id = ? and revision = coalesce(cast(? as integer), revision)
     returning journey_id`,
    [workspace, id, revision ?? null],
  );
  return deleted.length > 0;
}

/** Keeps a draft from being saved until the end of the transaction. */
export async function lockDraft(trx: Transaction, { workspace, id }: DraftKey): Promise<number | undefined> {
  const [draft] = await rows<{ revision: number }>(
    trx,
    `select revision from journey_drafts where workspace = ? and journey_id = ? for update`,
    [workspace, id],
  );
  return draft?.revision;
}

export interface DraftReader {
  readonly page: string;
  readonly reader: string;
  readonly step: string | null;
}

/** A page that has not said for so long that it is open is closed. */
const OPEN_SECONDS = 30;
const MOST_READERS = 50;

/** Notes that a page has the draft open, and gives all that do, this one too. */
export async function noteReader(
  database: Database,
  { workspace, id }: DraftKey,
  { page, reader, step }: DraftReader,
): Promise<DraftReader[]> {
  await execute(
    database,
    `with gone as (
       delete from draft_readers where workspace = ? and journey_id = ? and seen_at < now() - make_interval(secs => ?))
     insert into draft_readers (workspace, journey_id, page, reader, step)
     select workspace, journey_id, ?, ?, ? from journey_drafts where workspace = ? and journey_id = ?
     on conflict (workspace, journey_id, page) do update set step = excluded.step, seen_at = now()`,
    [workspace, id, OPEN_SECONDS, page, reader, step, workspace, id],
  );
  return listReaders(database, { workspace, id });
}

export async function listReaders(database: Database, { workspace, id }: DraftKey): Promise<DraftReader[]> {
  return rows(
    database,
    `select page, reader, step from draft_readers
     where workspace = ? and journey_id = ? and seen_at > now() - make_interval(secs => ?)
     order by reader, page limit ?`,
    [workspace, id, OPEN_SECONDS, MOST_READERS],
  );
}
