import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeTestOutcome } from '../../../core/message/test-outcome.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { sendTestMessages } from '../../../services/delivery/test-sends.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { inTransaction } from '../../../store/database/database.ts';
import {
  claimTestSends,
  findTestSend,
  forgetOldTestSends,
  insertTestSend,
  markTestSending,
} from '../../../store/messages/test-sends.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';

/** Test messages of channels, to a real mail server and a real receiver. */
let db: TestDatabase;
let mails: MailServer;
let receiver: Server;
let posted: string[];
let channels: ReturnType<typeof openChannels>;
beforeEach(async () => {
  [db, mails] = await Promise.all([createTestDatabase(), startMailServer()]);
  posted = [];
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    posted.push(body);
    response.writeHead(body.includes('"crm"') ? 500 : 200).end('thanks');
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const outbound = { timeoutMs: 2_000, allowPrivateAddresses: true };
  const smtp = { url: mails.url, from: 'desk@example.com', timeoutMs: 2_000 };
  channels = openChannels({ smtp, webhook: undefined, outbound }, db.database);
});
afterEach(async () => {
  await closeChannels(channels);
  receiver.closeAllConnections();
  await Promise.all([new Promise((resolve) => receiver.close(resolve)), mails.stop(), db.destroy()]);
});

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const ask = (channel: string, address?: string) =>
  insertTestSend(db.database, { workspace: 'default', channel, address, askedBy: 'ann@example.com' });
const find = (id: string) => findTestSend(db.database, { workspace: 'default', id });
const send = () =>
  sendTestMessages({
    ...{ database: db.database, channels, leaseMs: 60_000 },
    namedSecrets: new Map([['THROUGHLINE_SECRET_SHOP', secret]]),
  });
const addresses = async () =>
  (await db.look<{ address: string | null }>('select address from test_sends')).map(({ address }) => address);

it('sends a mail once, says what the server answered, and forgets the address', async () => {
  const { id, state } = await ask('email', 'ann@example.org');
  expect(state).toBe('waiting');
  expect(await addresses()).toEqual(['ann@example.org']);
  await Promise.all([send(), send()]);
  await send();
  expect(mails.received.map(String)).toEqual([expect.stringContaining('To: ann@example.org')]);
  expect(String(mails.received[0])).toContain('This is a test of the channel email. ann@example.com asked for it');
  expect(await find(id)).toMatchObject({ state: 'accepted', code: null, detail: expect.stringMatching(/^250 /) });
  expect(await addresses()).toEqual([null]);
});

it('says why the server refuses, and tries no second time', async () => {
  mails.refuse('MAIL FROM', { code: 535, text: 'wrong password' });
  const { id } = await ask('email', 'ann@example.org');
  await send();
  mails.refuse('MAIL FROM');
  await send();
  const found = await find(id);
  expect(found).toMatchObject({ state: 'failed', code: 'smtp-535' });
  expect(found && describeTestOutcome(found)).toMatch(/^The provider did not take it \(smtp-535\): .*wrong password/);
  expect(mails.received).toEqual([]);
});

it('sends to the endpoints of the configuration, and names what they lack', async () => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const webhook = (env: string) => ({ url, secret: { env } });
  const webhooks = { shop: webhook('THROUGHLINE_SECRET_SHOP'), crm: webhook('THROUGHLINE_SECRET_UNSET') };
  await publish(db.database, 'default', { journeys: [], templates: [], workspace: { webhooks } });
  const tests = [await ask('webhook:shop'), await ask('webhook:crm'), await ask('webhook:gone')];
  await send();
  expect(posted.map((body) => JSON.parse(body))).toEqual([
    expect.objectContaining({ type: 'test', channel: 'webhook:shop', askedBy: 'ann@example.com', id: tests[0]?.id }),
  ]);
  const outcomes = await Promise.all(tests.map(({ id }) => find(id)));
  expect(outcomes.map((each) => [each?.state, each?.code])).toEqual([
    ['accepted', null],
    ['failed', 'secret-missing'],
    ['failed', 'endpoint-unknown'],
  ]);
});

it('leaves alone what it has no provider for; after half a minute nobody takes it any more', async () => {
  const { id } = await ask('webhook');
  await send();
  expect(await find(id)).toMatchObject({ state: 'waiting' });
  await db.look(`update test_sends set created_at = now() - interval '31 seconds' returning 1`);
  expect(await find(id)).toMatchObject({ state: 'not-taken', answeredAt: null });
  const claim = { served: ['webhook'], token: id, leaseMs: 1_000, limit: 5 };
  expect(await claimTestSends(db.database, claim)).toEqual([]);
});

it('does not know the outcome of one whose worker died while it sent', async () => {
  const [before, during] = [await ask('email', 'a@example.org'), await ask('email', 'b@example.org')];
  const claim = { served: ['email'], token: before.id, leaseMs: 60_000, limit: 5 };
  const second = (await claimTestSends(db.database, claim)).find(({ id }) => id === during.id);
  expect(second && (await markTestSending(db.database, second))).toBe(true);
  await db.look(`update test_sends set leased_until = now() - interval '1 second' returning 1`);
  expect(second && (await markTestSending(db.database, second))).toBe(false);
  await send();
  expect([(await find(before.id))?.state, (await find(during.id))?.state]).toEqual(['failed', 'unknown']);
  expect(mails.received).toEqual([]);
});

it('is kept for a day', async () => {
  const [young, old] = [await ask('email', 'a@example.org'), await ask('email', 'b@example.org')];
  await db.look(`update test_sends set created_at = now() - interval '25 hours' where id = ? returning 1`, [old.id]);
  await inTransaction(db.database, forgetOldTestSends);
  expect([(await find(young.id))?.id, await find(old.id)]).toEqual([young.id, undefined]);
});
