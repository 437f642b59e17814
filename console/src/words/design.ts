/** The sentences of the parts that every page is made of. */
export const wordsOfDesign = {
  showChoices: 'Show choices',
  noChoice: 'Nothing matches.',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  nothingKnown: '–',
  problem: { tryAgain: 'Try again', errorId: 'Error id', where: 'Where' },
  table: {
    previous: 'Previous page',
    next: 'Next page',
    page: (rows: number) => `${rows.toLocaleString()} ${rows === 1 ? 'row' : 'rows'} on this page`,
    selectRow: (name: string) => `Select ${name}`,
    selectAll: 'Select all on this page',
    selected: (count: number) => `${count.toLocaleString()} selected`,
    keys: { down: 'Next row', up: 'Previous row', select: 'Select the row', open: 'Open the row' },
  },
  chart: { asTable: 'Show as table', asChart: 'Show as chart', time: 'Time', unfinished: 'not finished yet' },
  dismiss: 'Dismiss',
  loading: 'Loading',
};
