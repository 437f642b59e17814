import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { ApiProblem } from './api-problem.ts';
import { noteSignIn } from './availability.ts';
import { ask } from './client.ts';

/** What a person may do; each operation of the API names the one that it needs. */
export type Right = 'look' | 'support' | 'edit' | 'publish' | 'operate' | 'admin';

/** Who is signed in: a person, or the holder of an admin key. */
export interface Session {
  readonly kind: 'user' | 'key';
  /** The e-mail address, or the title of the key. */
  readonly title: string;
  readonly rights: readonly Right[];
  readonly userId: string | null;
}

export type SignIn =
  | { readonly email: string; readonly password: string }
  | { readonly key: string }
  | { readonly link: string };

const KEY = ['/v1/session', {}];
const Current = createContext<Session | undefined>(undefined);

/** Null: nobody is signed in. */
export function useSessionQuery() {
  const queries = useQueryClient();
  return useQuery<Session | null, ApiProblem>({
    queryKey: KEY,
    queryFn: ({ signal }) =>
      ask('get', '/v1/session', {}, signal).catch((error: unknown) => {
        // A session that ended leaves the page as it is: the person signs in again over it.
        const wasSignedIn = Boolean(queries.getQueryData(KEY));
        if (error instanceof ApiProblem && error.status === 401 && !wasSignedIn) return null;
        throw error;
      }),
    staleTime: 60_000,
  });
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }): ReactNode {
  return <Current.Provider value={session}>{children}</Current.Provider>;
}

/** Who is signed in. Every page stands below the provider. */
export function useSession(): Session {
  const session = useContext(Current);
  if (session === undefined) throw new Error('useSession stands outside of the SessionProvider');
  return session;
}

/** Gives functions that sign in and out; afterwards everything is read again as the new person. */
export function useSignIn(): { signIn(how: SignIn): Promise<void>; signOut(): Promise<void> } {
  const queries = useQueryClient();
  return {
    async signIn(how) {
      const session = await ask('post', '/v1/session', { body: how });
      noteSignIn();
      queries.setQueryData(KEY, session);
      await queries.invalidateQueries();
    },
    async signOut() {
      await ask('delete', '/v1/session', {});
      queries.clear();
      window.location.assign('/console/sign-in');
    },
  };
}

/** Buttons for what somebody may not do are not shown. */
export function useRight(right: Right): boolean {
  return useSession().rights.includes(right);
}

/** Shows its children to people who have the right. */
export function WithRight({ right, children }: { right: Right; children: ReactNode }): ReactNode {
  return useRight(right) ? children : null;
}
