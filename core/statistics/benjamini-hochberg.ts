/** Which of many findings stand, so that at most `rate` of those that do are false: in the order of the p values given. */
export function benjaminiHochberg(pValues: readonly number[], rate = 0.1): boolean[] {
  const sorted = [...pValues].sort((a, b) => a - b);
  const limit = sorted.findLast((p, index) => p <= (rate * (index + 1)) / sorted.length);
  return pValues.map((p) => limit !== undefined && p <= limit);
}
