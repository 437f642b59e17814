import { Analytics as CustomerIo } from '@customerio/cdp-analytics-node';
import RudderStack from '@rudderstack/rudder-sdk-node';
import { Analytics as Segment } from '@segment/analytics-node';
import { createKey } from '../../store/access/keys.ts';
import { startTestApi, type TestApi } from '../support/api.ts';
import { eventuallyPasses } from '../support/eventually.ts';
import { expectedOf, type SdkCall, sdkCalls, storedCalls } from '../support/sdk-calls.ts';

/**
 * SDKs of others against this API, told nothing but its address and a key: what an application hands them is stored, every
 * property, time and id. Python and Go: sdks.soak.ts; a real browser: test/browser/analytics-next.test.ts.
 */
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

async function expectStored(prefix: string, calls: readonly SdkCall[], since: number): Promise<void> {
  await eventuallyPasses(async () => expect(await storedCalls(api.db, prefix)).toHaveLength(calls.length));
  const between = [since, Date.now()] as const;
  expect(await storedCalls(api.db, prefix)).toEqual(calls.map((call) => expectedOf(call, between)));
}

type Send = (call: SdkCall & { timestamp?: Date }) => void;
const dated = (call: SdkCall) =>
  ({ ...call, ...(call.timestamp && { timestamp: new Date(call.timestamp) }) }) as SdkCall & { timestamp?: Date };

it.each<[string, () => Segment]>([
  ['Segment', () => new Segment({ writeKey: api.keys.write, host: api.url, flushAt: 4, flushInterval: 20 })],
  [
    'Customer.io',
    () =>
      new CustomerIo({
        writeKey: api.keys.write,
        host: api.url,
        maxEventsInBatch: 4,
        flushInterval: 20,
      }) as unknown as Segment,
  ],
])('the SDK of %s for Node loses nothing', async (name, open) => {
  const since = Date.now();
  const calls = sdkCalls(name);
  const sdk = open();
  const failed: unknown[] = [];
  sdk.on('error', (error) => void failed.push(error));
  for (const call of calls.map(dated)) (sdk[call.type] as unknown as Send).call(sdk, call);
  await sdk.closeAndFlush();
  expect(failed).toEqual([]);
  await expectStored(name, calls, since);
});

it.each([[true], [false]])('the SDK of RudderStack for Node loses nothing, gzip: %j', async (gzip) => {
  const since = Date.now();
  const prefix = `RudderStack ${gzip}`;
  const calls = sdkCalls(prefix);
  const failed: unknown[] = [];
  const sdk = new RudderStack(api.keys.write, {
    ...{ dataPlaneUrl: api.url, gzip, flushAt: 4, flushInterval: 20, logLevel: 'none' },
    errorHandler: (error) => void failed.push(error),
  });
  for (const call of calls.map(dated)) (sdk[call.type] as unknown as Send).call(sdk, call);
  await sdk.flush();
  expect(failed).toEqual([]);
  await expectStored(prefix, calls, since);
});

describe('what pages send by hand, without a header of ours', () => {
  let key: string;
  beforeAll(async () => {
    key = await createKey(api.db.database, { workspace: 'default', kind: 'browser', title: 'test' });
  });
  const bodyOf = (call: object) => JSON.stringify({ ...call, writeKey: key });
  const post = (address: string, body: string | Buffer, type?: string) =>
    fetch(`${api.url}${address}`, { method: 'POST', body, ...(type && { headers: { 'content-type': type } }) });
  const base64 = (call: object) => Buffer.from(bodyOf(call)).toString('base64');

  it.each<[string, (call: SdkCall) => Promise<Response>]>([
    ['text/plain', (call) => post(`/v1/${call.type}`, bodyOf(call), 'text/plain;charset=UTF-8')],
    ['a body without a type', (call) => post(`/v1/${call.type}`, Buffer.from(bodyOf(call)))],
    [
      'JSON under the type of forms, as curl -d and old scripts do',
      (call) => post(`/v1/${call.type.slice(0, 1)}`, bodyOf(call), 'application/x-www-form-urlencoded'),
    ],
    [
      'a beacon with the key inside',
      (call) => post('/v1/batch', JSON.stringify({ batch: [call], writeKey: key }), 'text/plain;charset=UTF-8'),
    ],
    [
      'a beacon with the key in its address',
      (call) => post(`/beacon/v1/batch?writeKey=${key}`, JSON.stringify({ batch: [call] }), 'text/plain;charset=UTF-8'),
    ],
    ['an image', (call) => fetch(`${api.url}/v1/pixel/${call.type}?data=${encodeURIComponent(base64(call))}`)],
    [
      'an image whose base64 is not encoded for an address',
      (call) => fetch(`${api.url}/v1/pixel/${call.type}?data=${base64(call)}`),
    ],
    [
      'an image in the alphabet of addresses',
      (call) => fetch(`${api.url}/v1/pixel/${call.type}?data=${Buffer.from(bodyOf(call)).toString('base64url')}`),
    ],
  ])('%s', async (what, send) => {
    const since = Date.now();
    const calls = sdkCalls(what);
    for (const call of calls) {
      const answer = await send(call);
      expect([call.type, answer.status]).toEqual([call.type, 200]);
      await answer.arrayBuffer();
    }
    await expectStored(what, calls, since);
  });

  it('an image answers with a picture that no cache keeps, and needs a key and a call', async () => {
    const get = (path: string, method = 'GET') => fetch(`${api.url}/v1/pixel/${path}`, { method });
    const call = base64({ anonymousId: 'd', event: 'Seen' });
    const answer = await get(`track?data=${call}`);
    expect([answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      'image/gif',
      'no-store',
    ]);
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toMatch(/^GIF89a/);
    const status = async (path: string, method?: string) => (await get(path, method)).status;
    expect(await status('track')).toBe(401);
    expect(await status(`track?data=${Buffer.from('{"event":"Seen"}').toString('base64')}`)).toBe(401);
    expect(await status(`track?data=${base64({ event: 'Seen' })}`)).toBe(400);
    expect(await status('track?data=%F0%28%8C')).toBe(401);
    expect(await status(`batch?data=${call}`)).toBe(404);
    expect(await status(`constructor?data=${call}`)).toBe(404);
    expect(await status(`track?data=${call}`, 'HEAD')).toBe(404);
  });
});
