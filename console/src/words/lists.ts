/** The sentences that the lists share. */
export const wordsOfLists = {
  filters: 'Filters',
  removeFilter: (text: string) => `Remove the filter: ${text}`,
  removeFilters: 'Remove all filters',
  any: 'Any',
  windows: {
    label: 'Entered',
    '': 'At any time',
    '1h': 'In the last hour',
    '24h': 'In the last 24 hours',
    '7d': 'In the last 7 days',
    '30d': 'In the last 30 days',
  },
  counted: (count: number, isLeast: boolean, one: string, many: string) =>
    `${count.toLocaleString()}${isLeast ? ' or more' : ''} ${count === 1 && !isLeast ? one : many}`,
  cancel: 'Cancel',
  anyName: 'Any, or type to find',
  anonymous: 'known anonymously',
  openFilter: 'Focus the filters',
};
