import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { readDraft } from '../../../../core/journey/edit/draft.ts';

/** A copy of edits that the API has not acknowledged yet, for a page that is closed meanwhile. */
export interface KeptCopy {
  /** The revision that the edits were made from, and what it said. */
  readonly revision: number;
  readonly base: JourneyDefinition;
  readonly definition: JourneyDefinition;
}

const keyOf = (id: string) => `throughline.draft.${id}`;

export function keepCopy(id: string, copy: KeptCopy): void {
  try {
    localStorage.setItem(keyOf(id), JSON.stringify(copy));
  } catch {
    // The browser is full or keeps nothing: the state beside the title says that it is not saved.
  }
}

export function forgetCopy(id: string): void {
  localStorage.removeItem(keyOf(id));
}

export function readCopy(id: string): KeptCopy | undefined {
  try {
    const copy = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as KeptCopy | null;
    if (!copy || typeof copy.revision !== 'number') return undefined;
    const [definition, base] = [readDraft(copy.definition).draft, readDraft(copy.base).draft];
    return definition && base ? { revision: copy.revision, definition, base } : undefined;
  } catch {
    return undefined;
  }
}
