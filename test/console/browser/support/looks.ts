import { byTier } from '../../../support/tier.ts';

/** Each colour and each width once; all of them in the soak tier. */
export const looks = byTier<readonly (readonly ['light' | 'dark', 1440 | 1024])[]>(
  [
    ['light', 1440],
    ['dark', 1024],
  ],
  [
    ['light', 1440],
    ['light', 1024],
    ['dark', 1440],
    ['dark', 1024],
  ],
);
