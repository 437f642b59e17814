import { amount, describeMetric, percent } from '../../../core/experiment/words.ts';

it.each([
  [0, '0'],
  [0.0005, '0.001'],
  [0.0123, '0.012'],
  [0.5, '0.5'],
  [1.256, '1.26'],
  [123.456, '123.5'],
  [100, '100'],
  [16402.71, '16403'],
  [-0.25, '-0.25'],
])('%d is written %s', (value, expected) => expect(amount(value)).toBe(expected));

it('a share is written as a percentage', () => expect(percent(0.0515)).toBe('5.15 %'));

const metric = { id: 'm', role: 'primary', event: 'Order Completed', within: 'P14D', better: 'more' } as const;

it.each([
  [
    { ...metric, measure: 'any', source: { kind: 'goal', journey: 'a' } },
    'the goal, Order Completed, reached, within 14 days',
  ],
  [{ ...metric, measure: 'any', source: { kind: 'event' } }, 'Order Completed, at least once, within 14 days'],
  [{ ...metric, measure: 'count', source: { kind: 'event' } }, 'number of Order Completed, within 14 days'],
  [
    { ...metric, measure: 'sum', source: { kind: 'event', property: 'event.properties.total' }, cap: 300 },
    'sum of total of Order Completed, within 14 days, a customer counting at most 300',
  ],
] as const)('a metric in words', (of, expected) => expect(describeMetric(of)).toBe(expected));
