import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { blankDraft } from '../../core/journey/edit/draft.ts';
import type { Database } from '../../store/database/database.ts';
import { countDrafts, createDraft as create, type Draft, findDraft, MOST_DRAFTS } from '../../store/drafts/drafts.ts';
import { findShownVersion, findVersion } from '../../store/journeys/journeys.ts';

export interface DraftRequest {
  readonly workspace: string;
  readonly id: string;
  /** What it is made from: a version of this journey (else the live one, else the newest), a definition, or nothing. */
  readonly from:
    | { readonly kind: 'version'; readonly version?: number | undefined }
    | { readonly kind: 'definition'; readonly definition: JourneyDefinition }
    | { readonly kind: 'blank'; readonly title?: string | undefined };
  readonly by: string;
}

export type DraftCreated =
  | { readonly draft: Draft }
  /** exists: the journey has a draft. no-version: it has no such version. many: the workspace has too many drafts. */
  | { readonly refused: 'exists' | 'no-version' | 'many' };

export async function createDraft(
  database: Database,
  { workspace, id, from, by }: DraftRequest,
): Promise<DraftCreated> {
  if ((await countDrafts(database, workspace)) >= MOST_DRAFTS) return { refused: 'many' };
  const made = await madeFrom(database, workspace, id, from);
  if (!made) return { refused: 'no-version' };
  const definition = { ...made.definition, id };
  if (!(await create(database, { workspace, id, definition, baseVersion: made.version, by })))
    return { refused: 'exists' };
  const draft = await findDraft(database, { workspace, id });
  return draft ? { draft } : { refused: 'no-version' };
}

async function madeFrom(
  database: Database,
  workspace: string,
  journeyId: string,
  from: DraftRequest['from'],
): Promise<{ readonly definition: JourneyDefinition; readonly version?: number | undefined } | undefined> {
  if (from.kind === 'blank') return { definition: blankDraft(journeyId, from.title) };
  if (from.kind === 'definition') return { definition: from.definition };
  return from.version === undefined
    ? findShownVersion(database, { workspace, journeyId })
    : findVersion(database, { workspace, journeyId, version: from.version });
}
