import {
  contextStream,
  delayedStream,
  driftStream,
  meanOf,
  offersStream,
  regretOf,
  type Stream,
} from '../../support/decision-streams.ts';
import reference from './reference.json';

/** The long streams of the reference figures, which take minutes; model.test.ts plays short ones. */
const { regret } = reference;
const offers = regret['offers (20000 decisions, 200 seeds, posterior renewed every 100)'];
const drift = regret['drift (20000 decisions, change at 10000, 200 seeds)'];
const delayed = regret['delayed (40000 decisions, mean delay 2000, window 6000, 100 seeds)'];
const context = regret['context (30000 decisions, 4 arms of which one does nothing, 60 seeds, renewed every 200)'];

test.each<[string, Stream, number, { mean: number; standardError: number }]>([
  ['offers', offersStream(), 60, offers['thompson, prior of 40 at the pooled rate']],
  [
    'offers of which the best joins half-way',
    offersStream(20_000, 10_000),
    60,
    offers['the same, best arm joins at 10000'],
  ],
  ['drift with a half-life', driftStream(3000), 60, drift['thompson, half-life 3000']],
  ['delayed answers', delayedStream(), 30, delayed.corrected],
  ['context', contextStream(), 20, context['linear thompson']],
  ['context with half the exploration', contextStream(0.5), 20, context['linear thompson, scale .5']],
])(
  '%s: lost is at most a tenth more than by the reference policy',
  (_name, stream, count, expected) => {
    const losses = Array.from({ length: count }, (_, index) => regretOf(stream, index + 1));
    const mean = meanOf(losses);
    const se = Math.sqrt(meanOf(losses.map((loss) => (loss - mean) ** 2)) / count);
    expect(mean).toBeLessThanOrEqual(1.1 * expected.mean + 3 * (expected.standardError + se));
  },
  1_800_000,
);
