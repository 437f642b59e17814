import { generateKeyPairSync } from 'node:crypto';
import { authenticate } from 'mailauth';
import PostalMime, { type Email } from 'postal-mime';
import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, defineTopic, email, flow, journey, on, send, t, template } from '../../../core/index.ts';
import { verifyLink } from '../../../services/access/signed-link.ts';
import { createWorkspaceSecrets } from '../../../services/access/workspace-secrets.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { insertTestRun } from '../../support/runs.ts';

/** Whole mails as a real SMTP server receives them, by workspace settings and kind of journey. */
const publicUrl = 'https://mail.shop.example';
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
});
let db: TestDatabase;
let server: MailServer;
let channels: ReturnType<typeof openChannels>;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  db = await createTestDatabase();
  server.received.splice(0);
  const dkim = { domain: 'shop.example', selector: 'tl', privateKey };
  const smtp = { url: server.url, from: 'Shop <shop@shop.example>', timeoutMs: 5_000, dkim };
  channels = openChannels({ smtp, webhook: undefined }, db.database);
});
afterEach(async () => {
  await closeChannels(channels);
  await db.destroy();
});

const SignedUp = defineEvent('Signed Up', { source: t.text });
const hello = {
  id: 'hello',
  content: {
    email: {
      subject: 'Hello {{ customer.name }}',
      html: `<html><body><p>Hi</p><a href="https://shop.example/?a=1&amp;b=2">Shop</a> <a href='http://shop.example/two'>Two</a>
        <a href="mailto:help@shop.example">Help</a><a href="{{ unsubscribe_url }}">Stop</a> <a href="{{ preferences_url }}">Less</a>
        <a href="{{ why_url }}">Why</a></body></html>`,
    },
  },
};

/** Sends the mail of a journey with this purpose, in a workspace with this configuration. */
async function mailOf(purpose: 'marketing' | 'transactional', workspace: object = {}) {
  const topics = { news: { title: 'News' } };
  await publish(db.database, 'default', { journeys: [], templates: [], workspace: { topics, ...workspace } });
  const definition = journey(
    'mailing',
    { purpose, topic: defineTopic('news'), entry: on(SignedUp) },
    flow(send('hello', template('hello'), { via: [email] })),
  );
  const run = await insertTestRun(db, { definition });
  await publish(db.database, 'default', { journeys: [], templates: [hello] });
  const { openJobs } = await runTurn(db.database, run.id, Date.now());
  const messageId = openJobs[0]?.messageId as string;
  const limits = { leaseMs: 60_000, sendTimeoutMs: 10_000, longestPauseMs: 60_000 };
  const links = { publicUrl, secrets: createWorkspaceSecrets(db.database) };
  await deliver(
    { database: db.database, channels, ...limits, links },
    { journeyRunId: run.id, visit: 1, messageId },
    Date.now(),
  );
  const [raw] = server.received;
  const mail = await PostalMime.parse(raw as Buffer);
  const [row] = await db.look<Record<string, unknown>>(
    'select state, tracks_opens, tracks_links, untracked_reason from messages',
  );
  return { raw: raw as Buffer, mail, messageId, customerId: run.customerId, row };
}
const hrefs = ({ html = '' }: Email) =>
  [...html.matchAll(/href="([^"]*)"|href='([^']*)'/g)].map(([, a, b]) => a ?? b ?? '');
const header = ({ headers }: Email, name: string) => headers.find(({ key }) => key === name)?.value;
const payloadOf = (url: string, purpose: Parameters<typeof verifyLink>[1]['purpose']) =>
  verifyLink(createWorkspaceSecrets(db.database), {
    token: (url.split('/').at(-1) as string).replace(/\.gif$/, ''),
    purpose,
    now: Date.now(),
  });

it('leads links through signed redirects, shows a hidden one first, and ends with a pixel', async () => {
  const { mail, messageId, row } = await mailOf('transactional');
  const links = hrefs(mail);
  expect(links.map((url) => url.replace(/\/[^/]*$/, ''))).toEqual([
    `${publicUrl}/t/c`,
    `${publicUrl}/t/c`,
    `${publicUrl}/t/c`,
    'mailto:help@shop.example',
    `${publicUrl}/p/u`,
    `${publicUrl}/p/p`,
    `${publicUrl}/p/w`,
  ]);
  const common = { workspace: 'default', messageId, purpose: 'click' };
  expect(await payloadOf(links[0] as string, 'click')).toEqual(common);
  expect(await payloadOf(links[1] as string, 'click')).toEqual({
    ...common,
    url: 'https://shop.example/?a=1&b=2',
    links: 2,
  });
  expect(await payloadOf(links[2] as string, 'click')).toEqual({ ...common, url: 'http://shop.example/two', links: 2 });
  const [, pixel = ''] = /<img src="([^"]+)"[^>]*><\/body>/.exec(mail.html ?? '') ?? [];
  expect(pixel).toMatch(/^https:\/\/mail\.shop\.example\/t\/o\/.+\.gif$/);
  expect(await payloadOf(pixel, 'open')).toEqual({ workspace: 'default', messageId, purpose: 'open' });
  expect(row).toEqual({ state: 'accepted', tracks_opens: true, tracks_links: true, untracked_reason: null });
  expect(mail.text).toContain('https://shop.example/?a=1&b=2'); // the text part has plain links
});

it('signs the hosted pages for the customer, their topic and channel', async () => {
  const { mail, messageId, customerId } = await mailOf('transactional');
  for (const [index, purpose] of (['unsubscribe', 'preferences', 'why'] as const).entries()) {
    expect(await payloadOf(hrefs(mail)[index + 4] as string, purpose)).toEqual({
      ...{ purpose, workspace: 'default', customerId, messageId, topic: 'news', channel: 'email' },
    });
  }
});

it.each([
  ['the workspace', { tracking: { opens: false, links: false } }],
  ['the topic', { tracking: { topics: { news: { opens: false, links: false } } } }],
  ['the consent that the regime asks for', { consent: { tracking: 'opt-in' } }],
])('has no pixel and plain links without leave of %s, and says so in the ledger', async (_, workspace) => {
  const { mail, row } = await mailOf('transactional', workspace);
  expect(mail.html).not.toContain('/t/');
  expect(mail.html).not.toContain('<img');
  expect(hrefs(mail).slice(0, 2)).toEqual(['https://shop.example/?a=1&amp;b=2', 'http://shop.example/two']);
  const untracked_reason = 'consent' in workspace ? 'consent' : 'settings';
  expect(row).toEqual({ state: 'accepted', tracks_opens: false, tracks_links: false, untracked_reason });
});

it('gives marketing the headers of RFC 8058, which DKIM signs both, and transactional mail none', async () => {
  const { mail, raw } = await mailOf('marketing');
  const unsubscribe = hrefs(mail)[4];
  expect(header(mail, 'list-unsubscribe')).toBe(`<${unsubscribe}>`);
  expect(header(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  const [, signed = ''] = /DKIM-Signature:[\s\S]*?[;\s]h=([^;]+);/i.exec(raw.toString('utf8')) ?? [];
  const names = signed.replace(/\s+/g, '').toLowerCase().split(':');
  expect(names).toEqual(expect.arrayContaining(['from', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']));
});

it('is signed so that an independent verifier accepts it, and one changed byte is refused', async () => {
  const { raw } = await mailOf('marketing');
  const resolver = async (name: string, type: string) => {
    if (name !== 'tl._domainkey.shop.example' || type !== 'TXT')
      throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
    return [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]];
  };
  const options = { ip: '127.0.0.1', helo: 'localhost', sender: 'shop@shop.example', trustReceived: false, resolver };
  const resultOf = async (mail: Buffer) => (await authenticate(mail, options)).dkim.results[0]?.status.result;
  expect(await resultOf(raw)).toBe('pass');
  const changed = Buffer.from(
    raw.toString('utf8').replace(/^List-Unsubscribe-Post: .*$/m, 'List-Unsubscribe-Post: none'),
  );
  expect(await resultOf(changed)).not.toBe('pass');
});
