import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

/** A link to a page by its address, which another part of the console has. `onFollow` replaces the way there. */
export function PageLink({
  to,
  onFollow,
  children,
}: {
  to: string;
  onFollow?: () => void;
  children: ReactNode;
}): ReactNode {
  const router = useRouter();
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (onFollow) onFollow();
    else router.history.push(`/console${to}`);
  };
  return (
    <a href={`/console${to}`} onClick={follow}>
      {children}
    </a>
  );
}
