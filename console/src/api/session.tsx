import type { ReactNode } from 'react';

/** What a person may do; each operation of the API names the one that it needs. */
export type Right = 'look' | 'support' | 'edit' | 'publish' | 'operate' | 'admin';

export interface Session {
  readonly name: string;
  readonly rights: readonly Right[];
}

const every: readonly Right[] = ['look', 'support', 'edit', 'publish', 'operate', 'admin'];

/** Who is signed in. */
export function useSession(): Session {
  return { name: 'admin key', rights: every };
}

/** Buttons for what somebody may not do are not shown. */
export function useRight(right: Right): boolean {
  return useSession().rights.includes(right);
}

/** Shows its children to whoever has the right. */
export function WithRight({ right, children }: { right: Right; children: ReactNode }): ReactNode {
  return useRight(right) ? children : null;
}
