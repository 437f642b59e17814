import { expectedOrder, fitGammaGamma } from '../../../core/statistics/gamma-gamma.ts';
import published from './published-data.json';
import reference from './reference.json';

const expected = reference.cdnow['sample to 1997-09-30'];
const rows = published.cdnowSample as [number, number, number, number, number][];

it('the fit to the CDNOW sample is the published one', () => {
  const fit = fitGammaGamma(
    rows.map(([repeats, , , cents]) => ({ repeats, mean: repeats === 0 ? 0 : cents / 100 / repeats })),
  );
  expect(fit?.p).toBeCloseTo(expected.gammaGamma.p, 2);
  expect(fit?.q).toBeCloseTo(expected.gammaGamma.q, 2);
  expect(fit?.gamma).toBeCloseTo(expected.gammaGamma.gamma, 1);
  expect(fit?.logLikelihood).toBeCloseTo(expected.gammaGammaLogLikelihood, 2);
  expect(expectedOrder(fit as NonNullable<typeof fit>, { repeats: 0, mean: 0 })).toBeCloseTo(
    expected.populationMeanOrder,
    2,
  );
  expect(Math.abs(fit?.correlation ?? 1)).toBeLessThan(0.3);
});

it.each(reference.cdnow['expected order value (x, mean; value)'] as [number, number, number][])(
  'after %d repeats of %d on average an order is expected to be worth %d',
  (repeats, mean, value) => expect(expectedOrder(expected.gammaGamma, { repeats, mean })).toBeCloseTo(value, 5.5),
);

it('without two customers who bought again there is no fit', () => {
  expect(
    fitGammaGamma([
      { repeats: 2, mean: 10 },
      { repeats: 0, mean: 0 },
      { repeats: 3, mean: 0 },
    ]),
  ).toBeUndefined();
});
