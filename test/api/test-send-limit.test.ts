import { createTestSendLimit } from '../../api/test-send-limit.ts';

it('takes five tests a minute of a workspace, and says when it takes more', async () => {
  const limit = createTestSendLimit();
  for (let test = 0; test < 5; test += 1) await limit.take('default');
  await limit.take('other');
  await expect(limit.take('default')).rejects.toMatchObject({ status: 429, problem: { code: 'rate-limited' } });
  const refused = await limit.take('default').catch((error: { retryAfterMs: number }) => error.retryAfterMs);
  expect(refused).toBeGreaterThan(50_000);
});
