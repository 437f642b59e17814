/** The filters of GET /v1/runs by their names, so that every number can link here. */
export const runFilters = [
  'journey',
  'version',
  'step',
  'came',
  'path',
  'status',
  'endReason',
  'blockedBy',
  'cause',
  'userId',
  'customer',
  'enteredAfter',
  'enteredBefore',
] as const;
