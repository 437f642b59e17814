import {
  areaUnderCurve,
  customerValue,
  describeValueModel,
  fittingValueModel,
  type PurchaseHistory,
} from '../../../core/statistics/customer-value.ts';
import { runToEnd } from '../../../core/statistics/steps.ts';
import published from './published-data.json';
import reference from './reference.json';

const expected = reference.cdnow['sample to 1997-09-30'];
const rows = published.cdnowSample as [number, number, number, number, number][];
const end = Date.UTC(1997, 8, 30) / 86_400_000;
const histories = rows.map(([repeats, last, age, cents, since]) => ({
  ...{ days: repeats + 1, firstDay: end - age, lastDay: end - age + last, since },
  ...{ money: cents / 100, repeatMoney: cents / 100 },
}));
const experience = { today: end, customers: histories, margin: 0.5 };
const model = runToEnd(fittingValueModel({ ...experience, past: { day: end, weeks: 39, customers: histories } }));

it('a model of the CDNOW sample has the published parameters of both of its parts', () => {
  for (const [name, value] of Object.entries(expected.bgnbd))
    expect((model.purchases as never)[name] / value).toBeCloseTo(1, 2);
  for (const [name, value] of Object.entries(expected.gammaGamma))
    expect((model.money as never)[name] / value).toBeCloseTo(1, 2);
  expect(model.purchases?.logLikelihood).toBeCloseTo(expected.logLikelihood, 1);
  expect(model.money?.logLikelihood).toBeCloseTo(expected.gammaGammaLogLikelihood, 1);
});

it('an earlier model is judged by what came: expected and bought days, and who bought again', () => {
  const { holdout } = model;
  expect(holdout?.expected).toBeCloseTo(expected.holdout.expectedPurchases, 0);
  expect(holdout?.bought).toBe(expected.holdout.actualPurchases);
  expect(holdout?.auc).toBeCloseTo(expected.holdout.aucBuysAgain, 3);
  expect(holdout?.classes.map(({ days }) => days)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(holdout?.classes.reduce((sum, { customers }) => sum + customers, 0)).toBe(2357);
  expect(describeValueModel(model).join(' ')).toContain(
    'expected 1,653 days with a purchase since; 1,882 came: 12 % too few',
  );
});

const buyer = (days: number, last: number, age: number, mean: number): PurchaseHistory => ({
  ...{ days, firstDay: end - age, lastDay: end - age + last },
  ...{ money: mean * days, repeatMoney: mean * (days - 1) },
});

it.each<[string, PurchaseHistory, object]>([
  [
    'one who bought twice more until lately',
    buyer(3, 213, 272, 22.35),
    { stage: 'active', alive: 0.7266, order: 24.66 },
  ],
  ['one who bought once more, long ago', buyer(2, 12, 272, 11.77), { stage: 'lapsed', alive: 0.2122, order: 18.91 }],
  ['one who bought once', buyer(1, 0, 272, 20), { stage: 'one-time', alive: 1, order: 35.17 }],
  ['one who bought once lately', buyer(1, 0, 30, 20), { stage: 'new', alive: 1, order: 35.17 }],
])('%s has the stage, the chance and the order that the model says', (_words, history, is) => {
  const value = customerValue(model, history, end);
  expect({ stage: value.stage, alive: value.alive?.toFixed(2), order: Math.round(value.order ?? 0) }).toEqual({
    ...is,
    alive: (is as { alive: number }).alive.toFixed(2),
    order: Math.round((is as { order: number }).order),
  });
  expect(value.clv365).toBeGreaterThan(0);
  const whole = customerValue({ ...model, margin: 1 }, history, end);
  expect(whole.clv365).toBeCloseTo(2 * (value.clv365 ?? 0), 1);
});

it('fifths go from the least to the greatest of recency, frequency and money', () => {
  expect(customerValue(model, buyer(30, 270, 272, 90), end).rfm).toBe('555');
  expect(customerValue(model, { ...buyer(1, 0, 272, 0), money: 0 }, end).rfm).toBe('111');
});

it('where few bought again nothing is expected of anybody, and that is said', () => {
  const few = runToEnd(fittingValueModel({ ...experience, customers: histories.slice(0, 5) }));
  expect(few.purchases).toBeNull();
  expect(customerValue(few, buyer(2, 10, 20, 5), end)).toEqual({
    ...{ rfm: expect.any(String), stage: 'active', purchases: 2, spent: 10 },
  });
  expect(describeValueModel(few)[0]).toContain('nothing is expected of anybody yet');
});

it.each<[[number, boolean][], number | null]>([
  [
    [
      [1, false],
      [2, true],
    ],
    1,
  ],
  [
    [
      [1, true],
      [2, false],
    ],
    0,
  ],
  [
    [
      [1, true],
      [1, false],
    ],
    0.5,
  ],
  [
    [
      [1, false],
      [2, true],
      [3, false],
      [4, true],
    ],
    0.75,
  ],
  [[[1, true]], null],
])('the area under the curve of %j is %s', (scored, area) => expect(areaUnderCurve(scored)).toBe(area));
