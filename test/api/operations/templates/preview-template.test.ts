import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApi } from '../../../../api/app.ts';
import { email, entryOf, flow, journey, on, send, template } from '../../../../core/index.ts';
import { publish } from '../../../../services/publishing/publish.ts';
import { createKey } from '../../../../store/access/keys.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { SignedUp } from '../../../support/journeys.ts';
import { takeIn } from '../../../support/runs.ts';

/** Previews over the real API on PostgreSQL: nothing is sent or stored. */
let db: TestDatabase;
let server: Server;
let key: string;
beforeAll(async () => {
  db = await createTestDatabase();
  key = await createKey(db.database, { workspace: 'default', kind: 'admin', title: 'test' });
  server = createServer(createApi({ database: db.database, logger: pino({ level: 'silent' }) }).app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const greet = journey(
    'greet',
    { purpose: 'transactional', entry: on(SignedUp) },
    flow(send('hello', template('hello'), { via: [email], data: { from: entryOf(SignedUp).source } })),
  );
  const content = {
    email: {
      subject: 'Hello {{ customer.name }}',
      html: '<p>{{ from }} {{ entry.source }} {{ message.language }}</p>{% render "foot" %}',
      'subject.de': 'Hallo {{ customer.name }}',
      'html.de': '<p>{{ from }}</p>{% render "foot" %}',
    },
  };
  const data = { customer: { name: 'text' }, entry: { source: 'text' }, from: 'text' };
  const fixtures = { ada: { customer: { name: 'Ada' }, entry: { source: 'ads' }, from: 'ads' } };
  await publish(db.database, 'default', {
    journeys: [greet],
    templates: [{ id: 'hello', content, data, fixtures }],
    partials: { foot: '<p>Bye</p>' },
  });
  await takeIn(db, { userId: 'uwe', properties: { name: 'Uwe', locale: 'de-AT' } });
  await takeIn(db, { userId: 'uwe', name: 'Signed Up', properties: { source: 'fair' } });
  await takeIn(db, { userId: 'max', properties: { email: 'max@example.com' } });
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await db.destroy();
});

async function preview(body: object) {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/v1/templates/hello/preview`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

it('shows a customer with the data of their newest run, in their language', async () => {
  expect(await preview({ userId: 'uwe' })).toEqual({
    template: 'hello',
    version: 1,
    channel: 'email',
    language: 'de',
    parts: { subject: 'Hallo Uwe', html: '<p>fair</p><p>Bye</p>', text: 'fair\n\nBye' },
    sample: 'the newest run of the customer',
    missing: [],
  });
  expect(await preview({ userId: 'uwe', language: 'en' })).toMatchObject({
    language: null,
    parts: { subject: 'Hello Uwe', html: '<p>fair fair en</p><p>Bye</p>' },
  });
});

it('shows a sample, and names what would keep the message from a customer', async () => {
  expect(await preview({})).toMatchObject({ sample: 'fixture ada', parts: { subject: 'Hello Ada' }, missing: [] });
  expect(await preview({ userId: 'max' })).toMatchObject({
    parts: { subject: 'Hello ' },
    missing: ['customer.name (declared in template.json)', 'customer.name (email.subject, line 1)'],
  });
});

it('shows a draft with the published partials and its own', async () => {
  const draft = (more: object = {}) => ({
    draft: { content: { email: { subject: 'Draft', html: '{% render "foot" %}' } }, ...more },
  });
  expect(await preview(draft())).toMatchObject({ version: null, parts: { html: '<p>Bye</p>' } });
  expect(await preview(draft({ partials: { foot: 'new' } }))).toMatchObject({ parts: { html: 'new' } });
  expect(await preview(draft({ data: { a: 'txt' } }))).toMatchObject({ code: 'declaration-unreadable' });
  const large = { draft: { content: { email: { subject: 'x', html: 'x'.repeat(400_000) } } } };
  expect(await preview(large)).toMatchObject({ channel: 'email' });
});

it('stores nothing', async () => {
  expect(await db.look('select id from messages')).toEqual([]);
});
