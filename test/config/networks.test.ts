import fc from 'fast-check';
import { addressGroup, inNetworks, isNetwork } from '../../config/networks.ts';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['192.0.2.7:51034', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
  ["'; drop table", 'unknown'],
])('%s counts as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

it('two IPv6 addresses count as one exactly if their first 64 bits are the same', () => {
  const part = fc.integer({ min: 0, max: 0xffff }).map((bits) => bits.toString(16));
  const half = fc.tuple(part, part, part, part).map((parts) => parts.join(':'));
  fc.assert(
    fc.property(half, half, half, half, (net, other, host, host2) => {
      expect(addressGroup(`${net}:${host}`)).toBe(addressGroup(`${net}:${host2}`));
      fc.pre(net !== other && !net.startsWith('0:') && !other.startsWith('0:'));
      expect(addressGroup(`${net}:${host}`)).not.toBe(addressGroup(`${other}:${host}`));
    }),
    { seed: 8 },
  );
});

it.each([
  [['loopback'], ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'], ['10.0.0.1', '192.0.2.1', '', undefined, 'x']],
  [['private'], ['10.1.2.3', '172.31.0.1', '192.168.1.1', 'fd00::1'], ['172.32.0.1', '127.0.0.1', '2001:db8::1']],
  [['linklocal'], ['169.254.1.1', 'fe80::1'], ['10.0.0.1']],
  [['192.0.2.0/24'], ['192.0.2.1', '::ffff:192.0.2.9', '192.0.2.1:80'], ['192.0.3.1', '2001:db8::1']],
  [
    ['2001:db8::/32', '192.0.2.5'],
    ['2001:db8:9::1', '192.0.2.5'],
    ['2001:db9::1', '192.0.2.6'],
  ],
  [[], [], ['127.0.0.1', '::1']],
])('%j holds %j and not %j', (networks, inside, outside) => {
  const isIn = inNetworks(networks);
  expect(inside.filter((address) => !isIn(address))).toEqual([]);
  expect(outside.filter(isIn)).toEqual([]);
});

it.each([
  ['loopback', true],
  ['private', true],
  ['192.0.2.1', true],
  ['192.0.2.0/24', true],
  ['::1', true],
  ['2001:db8::/32', true],
  ['true', false],
  ['1', false],
  ['0', false],
  ['10.0.0.0/33', false],
  ['10.0.0.0/', false],
  ['constructor', false],
  ['proxy.example.com', false],
])('is "%s" a network? %s', (text, answer) => {
  expect(isNetwork(text)).toBe(answer);
});
