/**
 * The special functions that posteriors, intervals and models of purchases rest on: gamma, beta, normal, Student's t and
 * Gauss's hypergeometric function. Relative errors are below 1e-10, tails included. Common factors are written with
 * Stirling's errors (Loader 2000): differences of log gammas would lose their digits for large parameters.
 */

const halfLogTwoPi = Math.log(2 * Math.PI) / 2;
/** The next term of a sum or fraction that changes no digit. */
const enough = 1e-17;
const mostTerms = 1_000_000;
/** From here on, Stirling's series is exact to the last digit. */
const stirlingFrom = 16;
const stirlingTerms = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156] as const;

/** ln Γ(x), for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let product = 1;
  let above = x;
  for (; above < stirlingFrom; above += 1) product *= above;
  return stirlingMain(above) + stirlingSeries(above) - Math.log(product);
}

/** Γ of a beta's two parameters over that of their sum, as a logarithm. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

const stirlingMain = (x: number) => (x - 0.5) * Math.log(x) - x + halfLogTwoPi;

function stirlingSeries(x: number): number {
  const square = 1 / (x * x);
  let sum = 0;
  for (let term = stirlingTerms.length - 1; term >= 0; term -= 1) sum = sum * square + (stirlingTerms[term] as number);
  return sum / x;
}

/** ln Γ(x) less Stirling's formula. */
const stirlingError = (x: number) => (x >= stirlingFrom ? stirlingSeries(x) : logGamma(x) - stirlingMain(x));

/** u - ln(1 + u), without loss of digits near 0; 1 + u is handed over, because a sum would lose the digits of a small one. */
function excessOverLog(u: number, onePlusU: number): number {
  if (u < -0.5 || u > 1) return u - Math.log(onePlusU);
  const ratio = u / (2 + u);
  const square = ratio * ratio;
  let power = ratio * square;
  let sum = 0;
  for (let odd = 3; Math.abs(power) > enough * Math.abs(sum); odd += 2) {
    sum += power / odd;
    power *= square;
  }
  return ratio * u - 2 * sum;
}

/** Both tails of a distribution, each with all its digits. */
interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** I_x(a, b), the regularised incomplete beta function: the distribution of a Beta(a, b). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (Number.isNaN(x) || !(a > 0) || !(b > 0)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return betaTails(x, 1 - x, a, b).lower;
}

/** `rest` is 1 - x, handed over because it may be known with more digits than a subtraction leaves. */
function betaTails(x: number, rest: number, a: number, b: number): Tails {
  const kernel = Math.exp(logBetaKernel(x, rest, a, b));
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = (kernel * betaFraction(x, a, b)) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = (kernel * betaFraction(rest, b, a)) / b;
  return { lower: 1 - upper, upper };
}

/** ln of x^a · (1-x)^b / B(a, b). */
function logBetaKernel(x: number, rest: number, a: number, b: number): number {
  const sum = a + b;
  const off = x * b - rest * a;
  const deviance = a * excessOverLog(off / a, (x * sum) / a) + b * excessOverLog(-off / b, (rest * sum) / b);
  const errors = stirlingError(sum) - stirlingError(a) - stirlingError(b);
  return Math.log((a / sum) * b) / 2 - halfLogTwoPi + errors - deviance;
}

/** The continued fraction of I_x(a, b), by Lentz's method; quick where x is below the mean. */
function betaFraction(x: number, a: number, b: number): number {
  let up = 1;
  let down = 1 / apartFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = down;
  for (let term = 1; term < mostTerms; term += 1) {
    const twice = 2 * term;
    for (const factor of [
      (term * (b - term) * x) / ((a + twice - 1) * (a + twice)),
      (-(a + term) * (a + b + term) * x) / ((a + twice) * (a + twice + 1)),
    ]) {
      down = 1 / apartFromZero(1 + factor * down);
      up = apartFromZero(1 + factor / up);
      fraction *= up * down;
    }
    if (Math.abs(up * down - 1) < 1e-16) break;
  }
  return fraction;
}

const apartFromZero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);

/** The x at which I_x(a, b) is p: a quantile of a Beta(a, b). */
export function inverseIncompleteBeta(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1) || !(a > 0) || !(b > 0)) return Number.NaN;
  return inverseBeta({ lower: p, upper: 1 - p }, a, b).x;
}

/** The quantile and what it lacks to 1, both with all their digits. */
function inverseBeta(p: Tails, a: number, b: number): { readonly x: number; readonly rest: number } {
  if (p.lower <= 0) return { x: 0, rest: 1 };
  if (p.upper <= 0) return { x: 1, rest: 0 };
  if (betaTails(0.5, 0.5, a, b).lower >= p.lower) {
    const x = lowerHalfQuantile(p, a, b);
    return { x, rest: 1 - x };
  }
  const rest = lowerHalfQuantile({ lower: p.upper, upper: p.lower }, b, a);
  return { x: 1 - rest, rest };
}

/** A quantile that is at most ½: Newton's method on logarithms, which keeps tails exact, inside a bracket. */
function lowerHalfQuantile(p: Tails, a: number, b: number): number {
  const byLower = p.lower <= p.upper;
  const target = Math.log(byLower ? p.lower : p.upper);
  let least = Math.log(Number.MIN_VALUE);
  let most = Math.log(0.5);
  let at = Math.min(most, Math.max(least, Math.log(a / (a + b))));
  for (let step = 0; step < 200; step += 1) {
    const x = Math.exp(at);
    const tails = betaTails(x, 1 - x, a, b);
    const [tail, sign] = byLower ? [tails.lower, 1] : [tails.upper, -1];
    const off = sign * (Math.log(tail) - target);
    if (off > 0) most = at;
    else least = at;
    const slope = Math.exp(logBetaKernel(x, 1 - x, a, b)) / (1 - x) / tail;
    const newton = at - off / slope;
    if (Math.abs(newton - at) <= 1e-15 * Math.max(1, Math.abs(at))) return Math.exp(newton);
    at = newton > least && newton < most ? newton : (least + most) / 2;
  }
  return Math.exp(at);
}

/** P(a, x), the regularised lower incomplete gamma function. */
export function incompleteGamma(a: number, x: number): number {
  return gammaTails(a, x).lower;
}

/** Q(a, x) = 1 - P(a, x), exact where it is small; the tail of chi-square with df degrees of freedom is Q(df / 2, x / 2). */
export function incompleteGammaTail(a: number, x: number): number {
  return gammaTails(a, x).upper;
}

function gammaTails(a: number, x: number): Tails {
  if (Number.isNaN(x) || !(a > 0)) return { lower: Number.NaN, upper: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  // x^a · e^-x / Γ(a)
  const kernel = Math.exp(Math.log(a) / 2 - halfLogTwoPi - stirlingError(a) - a * excessOverLog((x - a) / a, x / a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let at = a + 1; term > enough * sum; at += 1) {
      term *= x / at;
      sum += term;
    }
    const lower = kernel * sum;
    return { lower, upper: 1 - lower };
  }
  const upper = kernel * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** The continued fraction of Q(a, x), by Lentz's method; quick where x is above the mean. */
function gammaFraction(a: number, x: number): number {
  let denominator = x + 1 - a;
  let up = 1e300;
  let down = 1 / apartFromZero(denominator);
  let fraction = down;
  for (let term = 1; term < mostTerms; term += 1) {
    const numerator = -term * (term - a);
    denominator += 2;
    down = 1 / apartFromZero(numerator * down + denominator);
    up = apartFromZero(denominator + numerator / up);
    fraction *= up * down;
    if (Math.abs(up * down - 1) < 1e-16) break;
  }
  return fraction;
}

/** 1 less the error function. */
export function erfc(x: number): number {
  const { lower, upper } = gammaTails(0.5, x * x);
  return x >= 0 ? upper : 1 + lower;
}

/** The distribution of the standard normal. */
export function normalCdf(x: number): number {
  const { lower, upper } = gammaTails(0.5, (x * x) / 2);
  return x < 0 ? upper / 2 : (1 + lower) / 2;
}

/** A quantile of the standard normal: a start by Hastings, then Newton's method on logarithms. */
export function inverseNormal(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p > 0.5) return -inverseNormal(1 - p);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 0.5) return 0;
  const log = Math.log(p);
  const root = Math.sqrt(-2 * log);
  let z =
    (2.515517 + root * (0.802853 + root * 0.010328)) / (1 + root * (1.432788 + root * (0.189269 + root * 0.001308))) -
    root;
  for (let step = 0; step < 4; step += 1) {
    const tail = normalCdf(z);
    const density = Math.exp((-z * z) / 2 - halfLogTwoPi);
    z -= ((Math.log(tail) - log) * tail) / density;
  }
  return z;
}

/** The share of Student's t with df degrees of freedom that is farther from 0 than t, on both sides. */
export function studentTwoSided(t: number, df: number): number {
  const square = t * t;
  if (square === 0) return 1;
  return betaTails(df / (df + square), square / (df + square), df / 2, 0.5).lower;
}

/** A quantile of Student's t with df degrees of freedom, which may be fractional. */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return Number.NaN;
  if (p > 0.5) return -studentQuantile(1 - p, df);
  if (p === 0.5) return 0;
  const { x, rest } = inverseBeta({ lower: 2 * p, upper: 1 - 2 * p }, df / 2, 0.5);
  return -Math.sqrt((df * rest) / x);
}

/**
 * Gauss's hypergeometric function 2F1(a, b; c; z) by its series, for -1 < z < 1. Where c - a - b is negative, Euler's
 * transformation makes the series converge quickly near 1, too.
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  if (!(Math.abs(z) < 1)) return Number.NaN;
  const spare = c - a - b;
  return spare < 0 ? (1 - z) ** spare * gaussSeries(c - a, c - b, c, z) : gaussSeries(a, b, c, z);
}

function gaussSeries(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < mostTerms; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= enough * Math.abs(sum)) break;
  }
  return sum;
}
