const HIDDEN = '•••';

/** An address for a page that may be seen by others than its owner: "ann@example.org" becomes "a•••@e•••.org". */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return maskNumber(address);
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const dot = domain.lastIndexOf('.');
  const ending = dot > 0 ? domain.slice(dot) : '';
  return `${firstOf(local)}${HIDDEN}@${firstOf(domain)}${HIDDEN}${ending}`;
}

/** The last two digits are enough for the owner. */
function maskNumber(text: string): string {
  return text.length > 4 ? `${HIDDEN}${text.slice(-2)}` : HIDDEN;
}

/** By whole characters, not by halves of one. */
function firstOf(text: string): string {
  return [...text][0] ?? '';
}
