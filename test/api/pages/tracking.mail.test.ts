import PostalMime from 'postal-mime';
import { runTurn } from '../../../activities/run-turn.ts';
import { createWorkspaceSecrets } from '../../../services/access/workspace-secrets.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { deliver } from '../../../services/delivery/deliver.ts';
import { settleFeedback } from '../../../services/delivery/feedback.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { insertTestRun } from '../../support/runs.ts';
import { nudging } from '../../support/sent-message.ts';

/** The whole way: a mail over SMTP, its pixel and its link fetched as a browser does, and the run that waits goes on. */
let api: TestApi;
let server: MailServer;
beforeAll(async () => {
  api = await startTestApi();
  server = await startMailServer();
});
afterAll(async () => {
  await server.stop();
  await api.stop();
});

it('a mail that is sent, opened and clicked sends its run on by the path of the click', async () => {
  const { db } = api;
  const { id } = await insertTestRun(db, { definition: nudging });
  const html = '<p><a href="https://shop.example/cart">Cart</a></p>';
  const templates = [{ id: 'hello', content: { email: { subject: 'Your cart', html } } }];
  await publish(db.database, 'default', { journeys: [], templates });
  const { openJobs } = await runTurn(db.database, id, Date.now());
  const messageId = openJobs[0]?.messageId as string;
  const smtp = { url: server.url, from: 'Shop <shop@shop.example>', timeoutMs: 5_000 };
  const channels = openChannels({ smtp, webhook: undefined }, db.database);
  const limits = { leaseMs: 60_000, sendTimeoutMs: 10_000, longestPauseMs: 60_000 };
  const links = { publicUrl: api.url, secrets: createWorkspaceSecrets(db.database) };
  await deliver(
    { database: db.database, channels, ...limits, links },
    { journeyRunId: id, visit: 1, messageId },
    Date.now(),
  );
  await closeChannels(channels);
  await runTurn(db.database, id, Date.now());
  // A person takes longer than five seconds, which tell a machine.
  await db.look(`update messages set accepted_at = accepted_at - interval '1 minute' returning 1`);

  const mail = await PostalMime.parse(server.received[0] as Buffer);
  const [, pixel = ''] = /<img src="([^"]+)"/.exec(mail.html ?? '') ?? [];
  const [, link = ''] = /href="([^"]+)">Cart/.exec(mail.html ?? '') ?? [];
  const agent = {
    'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0',
  };
  expect((await fetch(pixel, { headers: agent })).headers.get('content-type')).toBe('image/gif');
  const redirect = await fetch(link, { headers: agent, redirect: 'manual' });
  expect(redirect.headers.get('location')).toBe('https://shop.example/cart');
  await db.look(`update message_feedback set due_at = now() where due_at is not null returning 1`);
  await settleFeedback(api.feedback);

  expect(await db.look('select label from outbox where journey_run_id = ?', [id])).toEqual([
    { label: 'event Message Clicked' },
  ]);
  expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
  expect(await db.look(`select path from run_visits where journey_run_id = ? and step_id = 'reaction'`, [id])).toEqual([
    { path: 'clicked' },
  ]);
  const names = await db.look<{ name: string }>(
    `select name from events where name like 'Message %' order by accepted_at, id`,
  );
  expect(names.map(({ name }) => name)).toEqual(['Message Sent', 'Message Opened', 'Message Clicked']);
});
