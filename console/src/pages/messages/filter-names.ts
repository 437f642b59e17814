/** The filters of GET /v1/messages by their names. */
export const messageFilters = [
  'customer',
  'userId',
  'run',
  'journey',
  'step',
  'template',
  'channel',
  'state',
  'rule',
  'createdAfter',
  'createdBefore',
] as const;
