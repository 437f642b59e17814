/** Pairs of letters that one search may compare: among thousands of long names it must not hold the process up. */
const mostPairs = 200_000;

/** The known name that a mistyped one most likely meant; undefined if none is close (more than a third would differ). */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  let pairs = 0;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    pairs += name.length * candidate.length;
    if (pairs > mostPairs) break;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** How many letters must be put in, taken out, changed or swapped with their neighbour; `enough` if it is that or more. */
function editDistance(a: string, b: string, enough: number): number {
  const first = Array.from({ length: b.length + 1 }, (_, index) => index);
  let [beforeLast, last]: readonly [readonly number[], readonly number[]] = [first, first];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (beforeLast[j - 2] ?? 0) + 1 : changed;
      row.push(Math.min(changed, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    if (Math.min(...row) >= enough) return enough; // no later row has less
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}

/** `Did you mean "x"?` where something is close, else what may stand there. */
export function didYouMean(name: string, known: readonly string[]): string {
  const close = nearest(name, known);
  if (close !== undefined) return `Did you mean "${close}"?`;
  return known.length === 0
    ? 'There is none to choose from.'
    : `Known are: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}.`;
}
