import { useEffect, useRef, useState } from 'react';
import type { StepId } from '../../../../../core/journey/definition/index.ts';
import { ask } from '../../../api/client.ts';
import type { StoredDraft } from '../../../journey/edit/use-draft.ts';

const PRESENT_MS = 10_000;

/** Says that this page has the draft open, and gives the others. */
export function usePresence(id: string, step: StepId | undefined) {
  const [page] = useState(() => crypto.randomUUID());
  const [readers, setReaders] = useState<StoredDraft['readers']>([]);
  const open = useRef<StepId | undefined>(step);
  open.current = step;
  useEffect(() => {
    let isOver = false;
    const say = async () => {
      const body = { page, step: open.current ?? null };
      const answer = await ask('put', '/v1/journeys/{id}/draft/readers', { path: { id }, body }).catch(() => undefined);
      if (answer && !isOver) setReaders(answer.readers.filter((each) => each.page !== page));
    };
    void say();
    const timer = setInterval(() => void say(), PRESENT_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [id, page]);
  return readers;
}
