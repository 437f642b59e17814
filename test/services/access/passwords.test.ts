import { hashPassword, verifyPassword } from '../../../services/access/passwords.ts';

it('stores a password by argon2id, with 64 MiB and three passes, each time with another salt', async () => {
  const [first, second] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(first).not.toBe(second);
});

it('knows the password again, however its letters are composed, and no other', async () => {
  const stored = await hashPassword('cafe\u0301 au lait');
  expect(await verifyPassword(stored, 'caf\u00e9 au lait')).toBe(true);
  expect(await verifyPassword(stored, 'cafe au lait')).toBe(false);
});

it('verifies as much where there is no password, and lets nothing fit', async () => {
  expect(await verifyPassword(undefined, 'nobody')).toBe(false);
  expect(await verifyPassword(null, 'nobody')).toBe(false);
});
