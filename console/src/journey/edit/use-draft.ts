import { useCallback, useEffect, useRef, useState } from 'react';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { begun, changed, type EditHistory, redone, undone } from '../../../../core/journey/edit/history.ts';
import { type Conflict, mergeDrafts } from '../../../../core/journey/edit/merge.ts';
import { ApiProblem } from '../../api/api-problem.ts';
import { type Answer, ask } from '../../api/client.ts';
import { forgetCopy, keepCopy, readCopy } from './kept-copy.ts';

export type StoredDraft = Answer<'/v1/journeys/{id}/draft'>;

/** Since the last edit; then it is saved. */
const QUIET_MS = 800;
const AGAIN_MS = 3_000;

export type SaveState =
  | { readonly is: 'saved'; readonly at: string }
  | { readonly is: 'unsaved' | 'saving' | 'away' | 'refused' };

/** What somebody else saved under ours: both are in the draft, and ours stands where both changed the same. */
export interface MergeNote {
  readonly conflicts: readonly Conflict[];
  readonly takeTheirs: () => void;
}

export interface DraftEditing {
  readonly definition: JourneyDefinition;
  readonly revision: number;
  readonly state: SaveState;
  readonly merge: MergeNote | undefined;
  readonly isRestored: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly edit: (next: JourneyDefinition, about?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly dismissMerge: () => void;
}

/**
 * The draft in the page. Edits are saved one save at a time, each made from the revision before; until the API has
 * acknowledged one, the browser keeps a copy. Where somebody else has saved meanwhile, both are merged by step.
 */
export function useDraft(stored: StoredDraft): DraftEditing {
  const { id } = stored;
  const server = stored.definition as unknown as JourneyDefinition;
  const [first] = useState(() => restored(stored, server));
  const [history, setHistory] = useState<EditHistory<JourneyDefinition>>(() => begun(first));
  const [state, setState] = useState<SaveState>(
    first === server ? { is: 'saved', at: stored.savedAt } : { is: 'unsaved' },
  );
  const [merge, setMerge] = useState<MergeNote>();
  const [revision, setRevision] = useState(stored.revision);
  /** What the API has, and its revision; what is shown; whether a save is on its way. */
  const saving = useRef({ acknowledged: server, revision: stored.revision, shown: first, isBusy: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(async () => {
    const now = saving.current;
    if (now.isBusy || now.shown === now.acknowledged) return;
    now.isBusy = true;
    const sent = now.shown;
    setState({ is: 'saving' });
    const later = (ms: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), ms);
    };
    try {
      const answer = await ask('put', '/v1/journeys/{id}/draft', {
        path: { id },
        header: { 'If-Match': `"${now.revision}"` },
        body: { definition: sent as never },
      });
      now.acknowledged = sent;
      now.revision = answer.revision;
      setRevision(answer.revision);
      if (now.shown === sent) {
        forgetCopy(id);
        setState({ is: 'saved', at: answer.savedAt });
      } else later(QUIET_MS);
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : undefined;
      if (problem?.status === 412) {
        const newer = await ask('get', '/v1/journeys/{id}/draft', { path: { id } }).catch(() => undefined);
        if (newer) mergeInto(newer);
        later(newer ? 0 : AGAIN_MS);
      } else if (problem && (problem.isUnavailable || problem.status === 401 || problem.status >= 500)) {
        setState({ is: 'away' });
        later(AGAIN_MS);
      } else setState({ is: 'refused' });
    } finally {
      now.isBusy = false;
    }

    function mergeInto(newer: StoredDraft): void {
      const theirs = newer.definition as unknown as JourneyDefinition;
      const { acknowledged: base, shown: mine } = now;
      const { definition, conflicts } = mergeDrafts(base, mine, theirs);
      now.acknowledged = theirs;
      now.revision = newer.revision;
      now.shown = definition;
      setRevision(newer.revision);
      setHistory((before) => changed(before, definition));
      const takeTheirs = () =>
        setHistory((before) => changed(before, mergeDrafts(base, mine, theirs, 'theirs').definition));
      setMerge({ conflicts, takeTheirs });
    }
  }, [id]);

  const show = useCallback(
    (next: JourneyDefinition) => {
      saving.current.shown = next;
      keepCopy(id, { revision: saving.current.revision, definition: next, base: saving.current.acknowledged });
      setState((before) => (before.is === 'saving' ? before : { is: 'unsaved' }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), QUIET_MS);
    },
    [id, save],
  );
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      if (first !== server) show(first);
      return;
    }
    if (history.present !== saving.current.shown) show(history.present);
  }, [history.present, first, server, show]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    definition: history.present,
    ...{ revision, state, merge, isRestored: first !== server },
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit: (next, about) => setHistory((before) => changed(before, next, about)),
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    dismissMerge: () => setMerge(undefined),
  };
}

/** What this browser kept of edits that the API has not acknowledged, merged into what the API has. */
function restored(stored: StoredDraft, server: JourneyDefinition): JourneyDefinition {
  const kept = readCopy(stored.id);
  if (!kept) return server;
  if (kept.revision === stored.revision) return kept.definition;
  return mergeDrafts(kept.base, kept.definition, server).definition;
}
