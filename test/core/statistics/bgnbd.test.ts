import { aliveChance, bgnbdLogLikelihood, expectedPurchases, fitBgnbd } from '../../../core/statistics/bgnbd.ts';
import published from './published-data.json';
import reference from './reference.json';

const expected = reference.cdnow['sample to 1997-09-30'];
/** Per customer: repeat days, day of the last purchase, age in days, cents of the repeat days, days with a purchase later. */
const rows = published.cdnowSample as [number, number, number, number, number][];
const sample = rows.map(([repeats, last, age]) => ({ repeats, lastAt: last / 7, age: age / 7 }));

it('the fit to the CDNOW sample is the published one, and so is what it expects of the next 39 weeks', () => {
  const fit = fitBgnbd(sample);
  expect(fit.r).toBeCloseTo(expected.bgnbd.r, 3);
  expect(fit.alpha).toBeCloseTo(expected.bgnbd.alpha, 2);
  expect(fit.a).toBeCloseTo(expected.bgnbd.a, 2);
  expect(fit.b).toBeCloseTo(expected.bgnbd.b, 2);
  expect(fit.logLikelihood).toBeCloseTo(expected.logLikelihood, 2);
  expect(bgnbdLogLikelihood(fit, sample)).toBeCloseTo(fit.logLikelihood, 8);

  const ahead = sample.map((customer) => expectedPurchases(fit, customer, 39));
  expect(ahead.reduce((sum, each) => sum + each, 0)).toBeCloseTo(expected.holdout.expectedPurchases, 0);
  const off = ahead.reduce((sum, each, index) => sum + Math.abs(each - (rows[index]?.[4] ?? 0)), 0);
  expect(off / sample.length).toBeCloseTo(expected.holdout.meanAbsoluteError, 3);
});

it.each(
  reference.cdnow['single customers (x, t_x, T; alive; purchases in 39 weeks), with the parameters above'] as [
    number,
    number,
    number,
    number,
    number,
  ][],
)(
  'a customer with %d repeats, the last after %d of %d weeks, is alive by %d and buys %d',
  (repeats, lastAt, age, alive, buys) => {
    const customer = { repeats, lastAt, age };
    expect(aliveChance(expected.bgnbd, customer)).toBeCloseTo(alive, 5.5);
    expect(expectedPurchases(expected.bgnbd, customer, 39)).toBeCloseTo(buys, 5.5);
  },
);
