export const wordsOfCustomerValues = {
  title: "Customers' value",
  madeAt: 'computed',
  stages: 'Customers by stage',
  columns: { stage: 'Stage', customers: 'Customers', spent: 'Spent so far', clv365: 'Expected in a year' },
  names: { new: 'new', 'one-time': 'bought once', active: 'active', 'at-risk': 'at risk', lapsed: 'lapsed' },
  holdout: 'How good an earlier model was',
  holdoutIs: (day: string, weeks: number) =>
    `What the model of ${day} expected of ${weeks} weeks, beside what came. Rows: on how many days customers had bought by then.`,
  heldColumns: { days: 'Had bought', customers: 'Customers', expected: 'Expected', bought: 'Came' },
  days: (days: number) => (days === 6 ? '6 days or more' : days === 1 ? '1 day' : `${days} days`),
  model: 'The model',
  parameter: 'Parameter',
  value: 'Value',
} as const;
