import { useSyncExternalStore } from 'react';
import { useSession } from '../../api/session.tsx';

const KEPT = 'throughline.person';
const listeners = new Set<() => void>();

/** Who works off tasks: the person who is signed in, by their address; with a key, the name that was typed once. */
export function usePerson(): readonly [person: string, setPerson: ((person: string) => void) | undefined] {
  const { kind, title } = useSession();
  const kept = useSyncExternalStore(subscribe, () => localStorage.getItem(KEPT) ?? '');
  return kind === 'user' ? [title, undefined] : [kept, keep];
}

function keep(person: string): void {
  localStorage.setItem(KEPT, person);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
