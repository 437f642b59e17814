import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eraseCustomer } from '../../../../services/customers/erase.ts';
import { publish } from '../../../../services/publishing/publish.ts';
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
  const workspace = { sources, identities: { kinds: ['billing', 'desk'] } };
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
  return (answer as { items: { payload: Record<string, unknown>; calls: string[]; problems: string[] }[] }).items;
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
