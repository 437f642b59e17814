import { setTimeout as pause } from 'node:timers/promises';
import type { Request } from 'express';
import { createRateLimits } from '../../api/rate-limits.ts';
import { senderOf } from '../../api/sender.ts';
import { startTestApi, type TestApi } from '../support/api.ts';

const from = (ip: string, key = 'k') => ({ ip, accessKey: { id: key } }) as unknown as Request;
const refused = { status: 429, problem: { code: 'rate-limited' } };

describe('a rate', () => {
  const rates = { sender: 10, key: 30, servers: ['loopback'] };

  it('counts items of one key and address; others have their own', async () => {
    const limits = createRateLimits(rates);
    await limits.take(from('192.0.2.1'), 99);
    await limits.take(from('192.0.2.1'), 1);
    await expect(limits.take(from('192.0.2.1'), 1)).rejects.toMatchObject(refused);
    await expect(limits.check(from('::ffff:192.0.2.1'))).rejects.toMatchObject(refused);
    await limits.take(from('192.0.2.2'), 100);
    await limits.take(from('192.0.2.1', 'other'), 100);
  });

  it('counts a /64 of IPv6 as one address', async () => {
    const limits = createRateLimits(rates);
    for (let host = 1; host <= 10; host++) await limits.take(from(`2001:db8::${host}`), 10);
    await expect(limits.take(from('2001:db8::ffff'), 1)).rejects.toMatchObject(refused);
    await limits.take(from('2001:db8:0:1::1'), 1);
  });

  it('of a key holds for all addresses, and alone for servers', async () => {
    const reasons: string[] = [];
    const limits = createRateLimits(rates, (reason) => reasons.push(reason));
    await limits.take(from('127.0.0.1'), 299);
    await limits.take(from('127.0.0.1'), 1);
    await expect(limits.check(from('127.0.0.1'))).rejects.toMatchObject(refused);
    await expect(limits.take(from('192.0.2.9'), 1)).rejects.toMatchObject(refused);
    await limits.take(from('127.0.0.1', 'other'), 1);
    expect(reasons).toEqual(['key', 'key']);
  });

  it('lets a batch in that is larger than the whole, and makes its sender wait for it', async () => {
    const limits = createRateLimits(rates);
    await limits.take(from('192.0.2.1'), 130);
    const error = await limits.check(from('192.0.2.1')).catch((thrown: { retryAfterMs: number }) => thrown);
    expect(error?.retryAfterMs).toBeGreaterThan(12_000); // 10 s of the window, 3 s for what is beyond
    expect(error?.retryAfterMs).toBeLessThanOrEqual(13_000);
    await limits.take(from('192.0.2.2'), 5_000);
    const most = await limits.check(from('192.0.2.2')).catch((thrown: { retryAfterMs: number }) => thrown);
    expect(most?.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it('of 0 is none', async () => {
    const limits = createRateLimits({ sender: 0, key: 0, servers: [] });
    for (let round = 0; round < 10; round++) await limits.take(from('192.0.2.1'), 1_000_000);
  });

  it('counts no more newcomers than it has room for; the rate of the key holds for them', async () => {
    const limits = createRateLimits({ sender: 1, key: 100, servers: [] }, () => {}, 10);
    for (let net = 0; net < 10; net++) await limits.take(from(`2001:db8:0:${net}::`), 10);
    await expect(limits.take(from('2001:db8:0:9::'), 1)).rejects.toMatchObject(refused);
    for (let round = 0; round < 9; round++) await limits.take(from('192.0.2.1'), 100); // not counted
    await expect(limits.take(from('192.0.2.2'), 1)).rejects.toMatchObject(refused);
  });
});

it('a sender is its key and its address', () => {
  expect(senderOf(from('::ffff:192.0.2.1'))).toBe('k/192.0.2.1');
  expect(senderOf(from('2001:db8::1'))).toBe('k/2001:db8:0:0::/64');
});

describe('over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({
      rates: { sender: 1, key: 30, servers: [] },
      trustedProxies: ['loopback', '192.0.2.200'],
    });
  });
  afterAll(() => api.stop());

  async function send(batch: number, forwarded: string, { inBody = false, path = '/v1/batch' } = {}) {
    const response = await fetch(`${api.url}${path}`, {
      method: 'POST',
      headers: { 'x-forwarded-for': forwarded, ...(!inBody && { authorization: `Bearer ${api.keys.write}` }) },
      body: JSON.stringify({
        batch: Array(batch).fill({ type: 'track', event: 'Seen', userId: 'u' }),
        event: 'Seen',
        userId: 'u',
        ...(inBody && { writeKey: api.keys.write }),
      }),
    });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: await response.json() };
  }

  it('answers 429 with Retry-After, by the address that a trusted proxy forwards, and counts it', async () => {
    expect(await send(10, '192.0.2.1')).toMatchObject({ status: 200 });
    for (const forwarded of ['192.0.2.1', '198.51.100.9, 192.0.2.1', '192.0.2.1, 192.0.2.200', '192.0.2.1:4711']) {
      for (const inBody of [false, true]) {
        const answer = await send(1, forwarded, { inBody });
        expect(answer).toMatchObject({ status: 429, body: { code: 'rate-limited', remedy: expect.any(String) } });
        expect(Number(answer.retryAfter)).toBeGreaterThan(0);
        expect(Number(answer.retryAfter)).toBeLessThanOrEqual(10);
      }
    }
    expect(await send(1, '192.0.2.2')).toMatchObject({ status: 200 });
    expect(await send(1, '192.0.2.3', { path: '/v1/track' })).toMatchObject({ status: 200 });
    const counted = await api.registry.getSingleMetricAsString('throughline_intake_turned_away_total');
    expect(counted).toContain('reason="sender-rate"} 8');
  });

  it('refuses who is over the rate before the body is read', async () => {
    await send(10, '192.0.2.20');
    const { status } = await fetch(`${api.url}/v1/batch`, {
      method: 'POST',
      headers: { 'x-forwarded-for': '192.0.2.20', authorization: `Bearer ${api.keys.write}` },
      body: 'no JSON at all',
    });
    expect(status).toBe(429);
  });

  it('lets a sender in again after the time in Retry-After', async () => {
    await send(10, '192.0.2.30');
    const { retryAfter } = await send(1, '192.0.2.30');
    await pause(Number(retryAfter) * 1_000);
    expect(await send(1, '192.0.2.30')).toMatchObject({ status: 200 });
  });

  it('ignores forwarded addresses of proxies that are not named', async () => {
    const other = await startTestApi({ rates: { sender: 1, key: 100, servers: [] } });
    const send = (forwarded: string) =>
      fetch(`${other.url}/v1/batch`, {
        method: 'POST',
        headers: { 'x-forwarded-for': forwarded, authorization: `Bearer ${other.keys.write}` },
        body: JSON.stringify({ batch: Array(10).fill({ type: 'track', event: 'Seen', userId: 'u' }) }),
      }).then(({ status }) => status);
    expect([await send('192.0.2.1'), await send('192.0.2.2')]).toEqual([200, 429]);
    await other.stop();
  });
});
