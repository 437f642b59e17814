import { chance } from '../../../../core/base/chance.ts';
import { armAt } from '../../../../core/journey/arms.ts';
import { define, monday, passage } from '../support/passage.ts';

const leave = (reason: string) => ({ type: 'exit', reason, paths: {} });
const offered = (variants: Readonly<Record<string, number>>) =>
  define({
    start: 'offer',
    steps: {
      offer: {
        type: 'split',
        variants,
        paths: Object.fromEntries(Object.keys(variants).map((name) => [name, name])),
      } as never,
      ...Object.fromEntries(Object.keys(variants).map((name) => [name, leave(name)])),
    },
  });

describe('the variant at a chance', () => {
  it.each([
    [0, 'a'],
    [0.199, 'a'],
    [0.2, 'b'],
    [0.999, 'b'],
  ])('%d of a thousand parts is %s, in the order of the names', (luck, arm) => {
    expect(armAt({ b: 800, a: 200 }, luck)).toBe(arm);
  });

  it('is never one without a share', () => {
    expect(armAt({ a: 0, b: 1000, c: 0 }, 0)).toBe('b');
    expect(armAt({ a: 0, b: 1000, c: 0 }, 0.9999)).toBe('b');
  });

  it('comes out by the shares, over many customers', () => {
    const arms = Array.from({ length: 20_000 }, (_, n) =>
      armAt({ a: 300, b: 700 }, chance('seed', 'split', 'x/y', `c${n}`)),
    );
    const share = arms.filter((arm) => arm === 'a').length / arms.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 20_000));
  });
});

describe('a split', () => {
  const drawn = armAt({ plain: 500, coupon: 500 }, chance('seed', 'split', 'under-test/offer', 'customer'));

  it('draws by seed, experiment and customer, and says so once', () => {
    const run = passage(offered({ plain: 500, coupon: 500 }));
    const outcome = run.enter();
    expect(outcome.finished?.reason).toBe(drawn);
    expect(outcome.drawn).toEqual([{ experiment: 'under-test/offer', arm: drawn }]);
    expect(run.turn(monday).drawn).toEqual([]);
  });

  it.each([
    { plain: 1000, coupon: 0 },
    { plain: 0, coupon: 1000 },
    { plain: 1, coupon: 1, third: 998 },
  ])('keeps the arm that the customer has under the weights %j', (weights) => {
    for (const arm of ['plain', 'coupon']) {
      const outcome = passage(offered(weights), { arms: { 'under-test/offer': arm } }).enter();
      expect(outcome.finished?.reason).toBe(arm);
      expect(outcome.drawn).toEqual([]);
    }
  });

  it('draws again where the arm is no variant any more', () => {
    const outcome = passage(offered({ plain: 500, coupon: 500 }), { arms: { 'under-test/offer': 'gone' } }).enter();
    expect(outcome.drawn).toEqual([{ experiment: 'under-test/offer', arm: drawn }]);
  });
});
