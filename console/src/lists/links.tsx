import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Person } from '../design/person.tsx';

export function RunLink({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link to="/runs/$id" params={{ id }}>
      {children}
    </Link>
  );
}

/** By the sender's id; who is only known anonymously by the beginning of ours. */
export function CustomerLink({
  id,
  userId,
  name,
}: {
  readonly id: string;
  readonly userId: string | null;
  readonly name?: string | null;
}): ReactNode {
  return (
    <Link to="/customers/$id" params={{ id }}>
      <Person name={name} id={userId ?? `${id.slice(0, 13)}…`} />
    </Link>
  );
}

export function MessageLink({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <Link to="/messages/$id" params={{ id }}>
      {children}
    </Link>
  );
}
