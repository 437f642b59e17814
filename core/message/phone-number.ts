/** What people write between the digits of a number. */
const separators = /[\s().\-/\u00a0\u2010-\u2015\p{Cf}]/gu;

/**
 * The number in a trait, as E.164 has it: "+", the country's code and the subscriber's number, 8 to 15 digits in all. A
 * number without its country ("089 1234") is none: guessing the country would send to a stranger. "00" counts as "+".
 * Undefined: there is none.
 */
export function phoneNumberOf(trait: unknown): string | undefined {
  if (typeof trait !== 'string' || trait.length > 60) return undefined;
  const text = trait
    .replace(/\(0\)/g, '') // "+44 (0)20 …": the zero is dialled within the country only
    .replace(separators, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{7,14}$/.test(text) ? text : undefined;
}
