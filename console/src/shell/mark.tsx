import type { ReactNode } from 'react';

/** A line that goes through from one point to the next. */
export function Mark(): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2"
      strokeLinecap="round"
    >
      <path d="M5 4.5v5a3 3 0 0 0 3 3h4a3 3 0 0 1 3 3" />
      <circle cx="5" cy="4" r="2" fill="var(--accent)" stroke="none" />
      <circle cx="15" cy="16" r="2" fill="var(--accent)" stroke="none" />
    </svg>
  );
}
