export const wordsOfValue = {
  none: 'They bought nothing that is known, or it is not computed yet.',
  names: {
    stage: 'Stage',
    rfm: 'Fifths of recency, frequency, money (5 is best)',
    purchases: 'Days with a purchase',
    spent: 'Spent so far',
    alive: 'Chance to buy ever again',
    buys90: 'Days with a purchase expected in 90 days',
    order: 'Money expected of a purchase',
    clv365: 'Money expected in a year',
  },
} as const;
