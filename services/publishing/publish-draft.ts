import type { Database } from '../../store/database/database.ts';
import { deleteDraft, findDraft, lockDraft } from '../../store/drafts/drafts.ts';
import { listKeptIn } from '../../store/journeys/journeys.ts';
import type { RunsUnderWay } from './publication.ts';
import { type Published, publish } from './publish.ts';

export interface DraftPublication {
  readonly workspace: string;
  readonly id: string;
  /** The one that was looked at: another one is not published. */
  readonly revision: number;
  /** A journey that is kept in files is kept in the console from now on. */
  readonly keepInConsole: boolean;
  readonly runs: RunsUnderWay;
  readonly by: string;
}

export type DraftPublished =
  | { readonly published: Published }
  | { readonly refused: 'gone' | 'kept-in-code' }
  /** The draft has this revision by now. */
  | { readonly newer: number };

class Refused extends Error {
  readonly outcome: Exclude<DraftPublished, { published: unknown }>;
  constructor(outcome: Refused['outcome']) {
    super('the draft is not published');
    this.outcome = outcome;
  }
}

/** Publishes the draft of one journey, which then is none any more. Throws a ProblemError for what is not right in it. */
export async function publishDraft(database: Database, asked: DraftPublication): Promise<DraftPublished> {
  const { workspace, id, revision, keepInConsole, runs, by } = asked;
  const draft = await findDraft(database, { workspace, id });
  if (!draft) return { refused: 'gone' };
  if (draft.revision !== revision) return { newer: draft.revision };
  try {
    const published = await publish(database, workspace, { journeys: [draft.definition], templates: [], runs }, by, {
      async take(trx) {
        const locked = await lockDraft(trx, { workspace, id });
        if (locked === undefined) throw new Refused({ refused: 'gone' });
        if (locked !== revision) throw new Refused({ newer: locked });
        const keptIn = (await listKeptIn(trx, workspace, [id])).get(id);
        if (keptIn === 'code' && !keepInConsole) throw new Refused({ refused: 'kept-in-code' });
        await deleteDraft(trx, { workspace, id });
      },
    });
    return { published };
  } catch (error) {
    if (error instanceof Refused) return error.outcome;
    throw error;
  }
}
