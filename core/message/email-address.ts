import isEmail from 'validator/lib/isEmail';

/**
 * The address in a trait. What is none ("n/a", "ann@", "Ann <ann@example.com>") counts as no address, so that the next
 * channel is tried. A domain must have a dot: no mail leaves for a host of the local network. What is pasted may bring marks
 * that nobody sees (zero-width spaces, byte order marks): no address has any. Undefined: there is none.
 */
export function emailAddressOf(trait: unknown): string | undefined {
  const text = typeof trait === 'string' ? trait.replace(/\p{Cf}/gu, '').trim() : '';
  return text !== '' && isEmail(text) ? text : undefined;
}
