import type { Request } from 'express';
import { createAddressLimit } from '../../api/address-limit.ts';

const from = (ip: string) => ({ ip }) as Request;

it('takes what one address may ask in ten seconds, then says when to come again; others are not limited', async () => {
  const { take } = createAddressLimit(1);
  for (let times = 0; times < 9; times += 1) await take(from('192.0.2.1'));
  const refused = await take(from('192.0.2.1')).catch((problem: { status: number; retryAfterMs: number }) => problem);
  expect(refused).toMatchObject({ status: 429, problem: { code: 'rate-limited' } });
  await take(from('192.0.2.2'));
});
