import { useEffect, useMemo, useState } from 'react';
import type { Problem as Finding } from '../../../../../core/base/problem.ts';
import { validateDefinition } from '../../../../../core/journey/validate.ts';
import { ask } from '../../../api/client.ts';
import type { DraftEditing } from '../../../journey/edit/use-draft.ts';

/** The publish check in the page, and what the API knows beside it of the revision that is saved. */
export function useProblems(draft: DraftEditing, id: string): readonly Finding[] {
  const { definition, revision, state } = draft;
  const own = useMemo(() => validateDefinition(definition).problems, [definition]);
  const [checked, setChecked] = useState<{ readonly revision: number; readonly problems: readonly Finding[] }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is another answer
  useEffect(() => {
    if (state.is !== 'saved') return;
    const over = new AbortController();
    void ask('get', '/v1/journeys/{id}/draft/problems', { path: { id } }, over.signal)
      .then((answer) => setChecked(answer as never))
      .catch(() => undefined);
    return () => over.abort();
  }, [id, state.is, revision]);
  return useMemo(() => {
    if (own.some(({ severity }) => severity !== 'warning')) return own;
    return checked?.revision === revision ? checked.problems : own;
  }, [own, checked, revision]);
}

/** What stands under the field at this place. */
export function problemIn(problems: readonly Finding[]): (where: string) => string | undefined {
  return (where) => {
    const found = problems.find((each) => each.where === where);
    return found && `${found.problem} ${found.remedy}`;
  };
}
