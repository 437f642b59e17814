import type { Scheme, Width } from './console-stack.ts';

export interface Look {
  readonly scheme: Scheme;
  readonly width: Width;
}

/** `npm test` shows each page in one of them, in turn; the soak tier in all. */
export const looks: readonly Look[] = [
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 1024 },
  { scheme: 'dark', width: 1440 },
  { scheme: 'light', width: 1024 },
];
