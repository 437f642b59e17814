import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Source } from '../../../../core/workspace/sources.ts';
import { eraseCustomer } from '../../../../services/customers/erase.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { square } from '../../../../services/sources/forms/square.ts';
import { findCustomerByIdentity } from '../../../../store/customers/resolve-customer.ts';
import { startTestApi, type TestApi } from '../../../support/api.ts';

/** Webhooks as shops, payment providers and help desks send them, signed as they sign. */
const fixture = (name: string) => readFileSync(path.join(__dirname, 'fixtures', `${name}.json`), 'utf8');
const key = 'shpss_0123456789';
const secrets = [{ env: 'THROUGHLINE_SECRET_SOURCE' }];
const sources = {
  shop: { type: 'shopify', secrets },
  pay: { type: 'stripe', secrets, identity: 'billing' },
  desk: { type: 'zendesk', secrets, identity: 'desk' },
  crm: { type: 'hubspot', secrets, identity: 'crm' },
  square: { type: 'square', secrets, identity: 'square' },
  till: {
    type: 'own',
    secrets,
    signature: { header: 'x-till-signature', prefix: 'sha256=' },
    id: 'receipt.number',
    topic: 'kind',
    identity: 'loyalty',
    calls: [
      {
        when: { '@topic': 'sale', 'receipt.total': [10, 20] },
        event: 'Bought In Store',
        map: { 'identities.$own': 'receipt.card_number', 'properties.total': 'receipt.total', timestamp: 'receipt.at' },
      },
      { when: { '@topic': 'broken' }, event: 'Broken', map: { 'properties.total': { column: 'total', as: 'number' } } },
    ],
  },
};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ namedSecrets: new Map([['THROUGHLINE_SECRET_SOURCE', key]]) });
  const workspace = { sources, identities: { kinds: ['billing', 'desk', 'crm', 'square'] } };
  await publish(api.db.database, 'default', { journeys: [], templates: [], workspace });
});
afterAll(() => api.stop());

const mac = (text: string) => createHmac('sha256', key).update(text);
const seconds = () => String(Math.floor(Date.now() / 1_000));
const signers: Record<keyof typeof sources, (body: string, id: string) => Record<string, string>> = {
  shop: (body, id) => ({
    ...{
      'x-shopify-hmac-sha256': mac(body).digest('base64'),
      'x-shopify-topic': 'orders/paid',
      'x-shopify-webhook-id': id,
    },
  }),
  pay(body) {
    const at = seconds();
    return { 'stripe-signature': `t=${at},v1=${mac(`${at}.${body}`).digest('hex')},v0=00` };
  },
  desk(body) {
    const at = new Date().toISOString();
    return {
      'x-zendesk-webhook-signature': mac(`${at}${body}`).digest('base64'),
      'x-zendesk-webhook-signature-timestamp': at,
    };
  },
  crm(body) {
    const at = String(Date.now());
    const signature = mac(`POST${api.url}/v1/sources/crm${body}${at}`).digest('base64');
    return { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at };
  },
  square: (body) => ({
    'x-square-hmacsha256-signature': mac(`${api.url}/v1/sources/square${body}`).digest('base64'),
  }),
  till: (body) => ({ 'x-till-signature': `sha256=${mac(body).digest('hex')}` }),
};
async function post(source: keyof typeof sources, body: string, more: Record<string, string> = {}, id = 'w1') {
  const headers = { 'content-type': 'application/json', ...signers[source](body, id), ...more };
  const response = await fetch(`${api.url}/v1/sources/${source}`, { method: 'POST', body, headers });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}
const payloads = async (source: string) => {
  const headers = { authorization: `Bearer ${api.keys.admin}` };
  const answer = await (await fetch(`${api.url}/v1/sources/${source}/payloads`, { headers })).json();
  return (
    answer as { items: { payload: Record<string, unknown>; topic: string; calls: string[]; problems: string[] }[] }
  ).items;
};
const events = (value: string) =>
  api.db.look<{ name: string; properties: Record<string, unknown>; at: string }>(
    `select e.name, e.properties, to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at
     from events e join identities i on i.customer_id = e.customer_id where i.value = ? order by e.id`,
    [value],
  );

it('a paid order of a shop is an event of the customer, once, and its payload can be looked at without secrets', async () => {
  const body = fixture('shopify-order-paid');
  expect(await post('shop', body)).toMatchObject({ status: 200, answer: { accepted: 2, errors: [] } });
  expect(await post('shop', body)).toMatchObject({ answer: { accepted: 0, duplicates: 2 } });
  expect(await events('jon@example.com')).toMatchObject([
    { name: 'identify', properties: { email: 'jon@example.com', firstName: 'Jon', lastName: 'Smith' } },
    {
      name: 'Order Completed',
      at: '2026-02-27 21:06',
      properties: { order_name: '#1001', total: 403, currency: 'USD' },
    },
  ]);
  const [newest] = await payloads('shop');
  expect(newest).toMatchObject({
    payload: { email: 'jon@example.com', checkout_token: '(removed)' },
    ...{ topic: 'orders/paid', calls: ['identify', 'Order Completed'], problems: [] },
  });
});

it('a failed payment and a ticket find their customers by the ids of the provider and of the help desk', async () => {
  expect(await post('pay', fixture('stripe-payment-failed'))).toMatchObject({ answer: { accepted: 1, errors: [] } });
  expect(await events('cus_NeZwdNtLEOXuvB')).toMatchObject([
    {
      ...{ name: 'Payment Failed', at: '2026-03-02 20:10' },
      properties: { amount: 2500, attempt: 2, subscription_id: 'sub_1MowQVLkdIwHu7ixeRlqHVzs' },
    },
  ]);
  expect(await post('desk', fixture('zendesk-ticket-created'))).toMatchObject({ answer: { accepted: 1, errors: [] } });
  expect(await events('8447388090494')).toMatchObject([
    { name: 'Ticket Opened', properties: { ticket_id: '5158', priority: 'HIGH', subject: 'My parcel is lost' } },
  ]);
  expect((await payloads('pay'))[0]?.payload).toMatchObject({
    data: { object: { default_payment_method: { card: '(removed)' } } },
  });
});

it('a batch of a CRM is read event by event, once, also when it comes with another attempt number', async () => {
  const body = fixture('hubspot-contact-batch');
  expect(await post('crm', body)).toMatchObject({ status: 200, answer: { accepted: 5, duplicates: 0, errors: [] } });
  const again = body.replaceAll('"attemptNumber": 0', '"attemptNumber": 1');
  expect(await post('crm', again)).toMatchObject({ answer: { accepted: 0, duplicates: 5 } });
  expect(await events('173595202426')).toMatchObject([
    { name: 'Contact Created', at: '2026-03-02 20:10' },
    { name: 'identify', properties: { email: 'briane@example.com' } },
    { name: 'identify', properties: { firstName: 'Briane' } },
    { name: 'identify', properties: { lifecycleStage: 'customer' } },
    { name: 'Lifecycle Stage Changed', properties: { stage: 'customer' } },
  ]);
  expect(await events('briane@example.com')).toHaveLength(5);
  expect((await payloads('crm'))[0]?.topic).toBe(
    'contact.creation, contact.propertyChange, object.propertyChange, deal.creation',
  );
});

it('a sale of a till is one purchase, however often the till reports its payment', async () => {
  expect(await post('square', fixture('square-customer-created'))).toMatchObject({
    answer: { accepted: 1, errors: [] },
  });
  const body = fixture('square-payment-updated');
  expect(await post('square', body)).toMatchObject({ answer: { accepted: 1, errors: [] } });
  const withFees = body.replace('6a8f5f28-54a1-4eb0-a98a-3111513fd4fc', '13b867cf-db3d-4b1c-90b6-2f32a9d78124');
  expect(await post('square', withFees)).toMatchObject({ answer: { accepted: 0, duplicates: 1 } });
  expect(await events('amelia.earhart@example.com')).toMatchObject([
    { name: 'identify', properties: { firstName: 'Amelia', lastName: 'Earhart' } },
    { name: 'Bought In Store', at: '2026-03-02 20:10', properties: { amount: 1350, currency: 'USD', paid_by: 'CARD' } },
  ]);
});

it('reads the signature that Square itself gives as an example', () => {
  const ids = ['ac3ac95b-f97d-458c-a6e6-18981597e05f', 'bc368e64-01aa-407e-b46e-3231809b1129'];
  const body = `{"merchant_id":"MLEFBHHSJGVHD","type":"webhooks.test_notification","event_id":"${ids[0]}","created_at":"2022-07-13T20:30:59.037339943Z","data":{"type":"webhooks","id":"${ids[1]}"}}`;
  const delivery = {
    headers: { 'x-square-hmacsha256-signature': 'GF4YkrJgGBDZ9NIYbNXBnMzqb2HoL4RW/S6vkZ9/2N4=' },
    ...{ url: 'https://webhook.site/679a4f3a-dcfa-49ee-bac5-9d0edad886b9', body: Buffer.from(body), json: {} },
  };
  const verify = (changed: Partial<typeof delivery> = {}) =>
    square.verify({ ...delivery, ...changed }, ['Ibxx_5AKakO-3qeNVR61Dw'], 0, {} as Source);
  expect(verify()).toBe('valid');
  expect(verify({ url: 'https://webhook.site/other' })).toBe('invalid');
});

it('an own source maps what its rules are about, ignores the rest, and says what it could not read', async () => {
  const sale = (total: number) =>
    JSON.stringify({
      kind: 'sale',
      receipt: { number: `r${total}`, card_number: 'L77', total, at: '2026-03-02T20:10:00Z' },
    });
  expect(await post('till', sale(10))).toMatchObject({ answer: { accepted: 1 } });
  expect(await post('till', sale(11))).toMatchObject({ answer: { accepted: 0, errors: [] } });
  expect(await events('L77')).toMatchObject([{ name: 'Bought In Store', properties: { total: 10 } }]);
  const broken = await post('till', JSON.stringify({ kind: 'broken', total: 'ten', receipt: { number: 'b' } }));
  expect(broken).toMatchObject({ status: 200, answer: { accepted: 0, errors: [{ code: 'value-unfit' }] } });
  for (let number = 0; number < 25; number += 1)
    await post('till', JSON.stringify({ kind: 'other', receipt: { number }, note: '\u0000' }));
  expect(await payloads('till')).toHaveLength(20);
});

it('refuses what is not signed, or was signed long ago, and what is no object', async () => {
  const body = fixture('stripe-payment-failed');
  const old = String(Number(seconds()) - 3_600);
  const stale = { 'stripe-signature': `t=${old},v1=${mac(`${old}.${body}`).digest('hex')}` };
  expect(await post('pay', body, stale)).toMatchObject({ status: 401, answer: { code: 'signature-wrong' } });
  for (const source of Object.keys(sources) as (keyof typeof sources)[]) {
    const forged = Object.fromEntries(Object.keys(signers[source](body, 'x')).map((name) => [name, 'sha256=AAAA']));
    expect(await post(source, body, forged)).toMatchObject({ status: 401, answer: { code: 'signature-wrong' } });
  }
  const long = String(Date.now() - 301_000);
  const signed = mac(`POST${api.url}/v1/sources/crm[]${long}`).digest('base64');
  const late = { 'x-hubspot-signature-v3': signed, 'x-hubspot-request-timestamp': long };
  expect(await post('crm', '[]', late)).toMatchObject({ status: 401, answer: { code: 'signature-wrong' } });
  expect(await post('crm', '[]')).toMatchObject({ status: 200, answer: { accepted: 0, errors: [] } });
  for (const wrong of ['{}', '[1]']) expect(await post('crm', wrong)).toMatchObject({ status: 422 });
  expect(await post('till', '[]')).toMatchObject({ status: 422, answer: { code: 'payload-unreadable' } });
});

it('payloads are erased with the customer', async () => {
  const customerId = await findCustomerByIdentity(api.db.database, 'default', {
    kind: 'email',
    value: 'jon@example.com',
  });
  await eraseCustomer(api.db.database, 'default', customerId ?? '');
  expect(await payloads('shop')).toEqual([]);
  expect(await payloads('desk')).not.toEqual([]);
});
