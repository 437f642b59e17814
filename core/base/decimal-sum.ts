/** What is larger than this is no amount: it would only push all others out of a sum. */
export const greatestAmount = 1e100;

/**
 * The sum of numbers as people write them: 0.1 and 0.2 are 0.3. Each is taken by its shortest decimal notation, all are
 * added exactly, and the result is the nearest number. PostgreSQL's numeric gives the same.
 */
export function decimalSum(numbers: readonly number[]): number {
  const parts = numbers.filter((number) => Math.abs(number) <= greatestAmount).map(decimalOf);
  const least = parts.reduce((exponent, part) => Math.min(exponent, part.exponent), 0);
  const sum = parts.reduce((total, { digits, exponent }) => total + digits * 10n ** BigInt(exponent - least), 0n);
  return Number(`${sum}e${least}`);
}

/** digits × 10^exponent */
function decimalOf(number: number): { readonly digits: bigint; readonly exponent: number } {
  const [mantissa = '0', power = '0'] = String(number).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(`${whole}${fraction}`), exponent: Number(power) - fraction.length };
}
