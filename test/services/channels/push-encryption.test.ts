import { decrypt } from '../../../devstack/mailbox/push/service.ts';
import { encryptForBrowser } from '../../../services/channels/push-encryption.ts';

/** The example of RFC 8291, appendix A. */
const browser = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
};
const text = 'When I grow up, I want to be a watermelon';
const message =
  'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';

it('encrypts as the example of RFC 8291 says', () => {
  const given = {
    salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
    senderKey: Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'),
  };
  expect(encryptForBrowser(text, browser, given)?.toString('base64url')).toBe(message);
});

it('is decrypted by the peer, as the example is', () => {
  expect(decrypt(Buffer.from(message, 'base64url'), browser)).toBe(text);
  const own = encryptForBrowser('Grüße 🦊', browser) as Buffer;
  expect(decrypt(own, browser)).toBe('Grüße 🦊');
  expect(decrypt(own, { ...browser, auth: 'AAAAAAAAAAAAAAAAAAAAAA' })).toBeUndefined();
});

it('adds 103 bytes to what it encrypts', () => {
  expect(encryptForBrowser('x'.repeat(3_993), browser)).toHaveLength(4_096);
});

it.each([
  ['a key that is no point of the curve', { ...browser, p256dh: Buffer.alloc(65, 4).toString('base64url') }],
  ['a key that is too short', { ...browser, p256dh: 'AAAA' }],
  ['a secret that is too short', { ...browser, auth: 'AAAA' }],
])('gives nothing for %s', (_title, keys) => {
  expect(encryptForBrowser(text, keys)).toBeUndefined();
});
