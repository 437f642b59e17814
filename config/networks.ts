import { type IPv4, type IPv6, isValidCIDR, parse, parseCIDR } from 'ipaddr.js';

/** The names a setting may use beside addresses and CIDR ranges, and what ipaddr.js calls their ranges. */
const named = new Map([
  ['loopback', ['loopback']],
  ['linklocal', ['linkLocal']],
  ['private', ['private', 'uniqueLocal']],
]);

/** Is this "loopback", "linklocal", "private", an address or a CIDR range? */
export function isNetwork(text: string): boolean {
  return (
    named.has(text) ||
    isValidCIDR(text) ||
    (/[.:].*[.:]/.test(text) && !text.includes('/') && parsed(text) !== undefined)
  );
}

/** Says whether an address lies in one of the networks. What is no address lies in none. */
export function inNetworks(networks: readonly string[]): (address: string | undefined) => boolean {
  const ranges = networks.flatMap((text) => named.get(text) ?? []);
  const blocks = networks.filter((text) => !named.has(text)).map(blockOf);
  return (text) => {
    const address = parsed(text);
    if (!address) return false;
    return ranges.includes(address.range()) || blocks.some((block) => isInBlock(address, block));
  };
}

/**
 * Whom an address counts as: an IPv4 address itself, also when it is written as IPv6 (::ffff:192.0.2.1); of IPv6 the
 * first 64 bits, which is what one household or one server is given.
 */
export function addressGroup(text: string | undefined): string {
  const address = parsed(text);
  if (!address) return 'unknown';
  if (isIPv4(address)) return address.toString();
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

function blockOf(text: string): [IPv4 | IPv6, number] {
  if (text.includes('/')) return parseCIDR(text);
  const address = unmapped(parse(text));
  return [address, isIPv4(address) ? 32 : 128];
}

function isInBlock(address: IPv4 | IPv6, [block, bits]: [IPv4 | IPv6, number]): boolean {
  if (isIPv4(address)) return isIPv4(block) && address.match(block, bits);
  return !isIPv4(block) && address.match(block, bits);
}

/** Some proxies write a port behind the address that they forward. */
function parsed(text: string | undefined): IPv4 | IPv6 | undefined {
  const [, bracketed, dotted] = /^\[(.+)\](?::\d+)?$|^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text ?? '') ?? [];
  try {
    return unmapped(parse(bracketed ?? dotted ?? text ?? ''));
  } catch {
    return undefined;
  }
}

/** An IPv4 address may be written as IPv6: ::ffff:192.0.2.1 */
function unmapped(address: IPv4 | IPv6): IPv4 | IPv6 {
  return !isIPv4(address) && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function isIPv4(address: IPv4 | IPv6): address is IPv4 {
  return address.kind() === 'ipv4';
}
