import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { Paging } from '../design/table.tsx';

declare module '@tanstack/history' {
  interface HistoryState {
    /** Where the pages before this one of a list begin; '' is the first. */
    readonly pagesBefore?: readonly string[];
  }
}

/** The pages of a list: the cursor stands in the address, the way back in the entry of the browser's history. */
export function usePaging(after: string | undefined, next: string | null | undefined): Paging {
  const navigate = useNavigate();
  const before = useRouterState({ select: ({ location }) => location.state.pagesBefore ?? [] });
  const go = (cursor: string | undefined, pagesBefore: readonly string[]) =>
    void navigate({
      to: '.',
      search: (search: object) => ({ ...search, after: cursor }),
      state: { pagesBefore },
    } as Parameters<typeof navigate>[0]);
  return {
    hasPrevious: after !== undefined,
    hasNext: typeof next === 'string',
    // Somebody who opened a link to a later page knows no way back but the first.
    onPrevious: () => go(before.at(-1) || undefined, before.slice(0, -1)),
    onNext: () => go(next ?? undefined, [...before, after ?? '']),
  };
}
