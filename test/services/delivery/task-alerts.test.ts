import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runTurn } from '../../../activities/run-turn.ts';
import { defineEvent, defineTraits, flow, journey, on, t, task, text } from '../../../core/index.ts';
import { closeChannels, openChannels } from '../../../services/channels/index.ts';
import { sendTaskAlerts } from '../../../services/delivery/task-alerts.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { answerTask } from '../../../services/tasks/operate.ts';
import { listTasksOfRun } from '../../../store/tasks/task-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type MailServer, startMailServer } from '../../support/mail-server.ts';
import { insertTestRun } from '../../support/runs.ts';

/** Tasks that tell somebody, from turns at later and later moments to a real chat receiver and a real mail server. */
const HOUR = 3_600_000;
const SignedUp = defineEvent('Signed Up', {});
const customer = defineTraits({ name: t.text });
const members = ['ann@example.com', 'ben@example.com'];
const workspace = {
  groups: {
    sales: { members, assign: 'rotation' as const, alert: 'sales' },
    desk: { members, assign: 'rotation' as const },
    crew: { members: ['Ann', 'Ben'], assign: 'none' as const },
  },
  alerts: { sales: { type: 'slack' as const, url: { env: 'THROUGHLINE_SECRET_SALES' } } },
};
const calling = (group: string) =>
  journey(
    'calling',
    { purpose: 'transactional', entry: on(SignedUp) },
    flow(
      task('phone', {
        group,
        title: 'Call about the offer',
        instruction: text`Call ${customer.name}.`,
        choices: ['reached', 'lost'],
        reminder: '4 hours',
        escalation: { after: '8 hours', person: 'boss@example.com' },
        due: '1 day',
      }),
    ),
  );

let db: TestDatabase;
let mails: MailServer;
let chat: Server;
let posted: { text: string }[];
let answers: (number | 'silence')[];
let channels: ReturnType<typeof openChannels>;
beforeEach(async () => {
  [db, mails] = await Promise.all([createTestDatabase(), startMailServer()]);
  [posted, answers] = [[], []];
  chat = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const answer = answers.shift() ?? 200;
    if (answer === 200 || answer === 'silence') posted.push(JSON.parse(body));
    if (answer === 'silence') request.socket.destroy();
    else response.writeHead(answer).end();
  }).listen(0, '127.0.0.1');
  await once(chat, 'listening');
  channels = openChannels(
    {
      smtp: { url: mails.url, from: 'desk@example.com', timeoutMs: 2_000 } as never,
      webhook: undefined,
      outbound: { timeoutMs: 2_000, allowPrivateAddresses: true },
    },
    db.database,
  );
});
afterEach(async () => {
  await closeChannels(channels);
  chat.closeAllConnections();
  await Promise.all([new Promise((resolve) => chat.close(resolve)), mails.stop(), db.destroy()]);
});

const alerting = (leaseMs = 60_000) => {
  const url = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/`;
  const namedSecrets = new Map([['THROUGHLINE_SECRET_SALES', url]]);
  return sendTaskAlerts({ database: db.database, channels, namedSecrets, leaseMs }, 20);
};
async function asks(group: string): Promise<{ id: string; at: (hours: number) => Promise<void> }> {
  await publish(db.database, 'default', { journeys: [], templates: [], workspace });
  const { id } = await insertTestRun(db, { definition: calling(group), traits: { name: 'Ada Secret' } });
  const began = Date.now();
  const at = async (hours: number) => {
    await runTurn(db.database, id, began + hours * HOUR);
    await alerting();
  };
  return { id, at };
}
const taskOf = async (id: string) => {
  const [task] = await listTasksOfRun(db.database, id);
  if (!task) throw new Error('there is no task');
  return task;
};
const states = async (id: string) => (await taskOf(id)).alerts.map(({ what, state }) => `${what} ${state}`);

it('a new task and its reminder go to the alert of the group, the escalation to the person asked then, each once', async () => {
  const { id, at } = await asks('sales');
  for (const hours of [0, 3, 4, 4.1, 5, 8, 9]) await at(hours);
  const { id: taskId } = await taskOf(id);
  const [created, reminder] = posted.map(({ text: said }) => said.split('\n'));
  expect(posted).toHaveLength(2);
  expect(created?.[0]).toBe('New task: Call about the offer (for ann@example.com, sales)');
  expect(reminder?.[0]).toBe('Reminder: Call about the offer (for ann@example.com, sales)');
  expect(reminder?.[2]).toBe(`throughline task show ${taskId}`);
  expect(mails.received).toHaveLength(1);
  const mail = String(mails.received[0]);
  expect(mail).toMatch(/^To: boss@example\.com/m);
  expect(mail).toMatch(/^Subject: Not answered yet: Call about the offer/m);
  expect(await states(id)).toEqual(['created sent', 'reminded sent', 'escalated sent']);
  expect(JSON.stringify(posted) + mail).not.toContain('Secret');
});

it('without an alert the member whose turn it is gets a mail, and names without an address get nothing', async () => {
  const desk = await asks('desk');
  await desk.at(0);
  await desk.at(4.1);
  expect(mails.received.map((mail) => /^To: (.*)\r$/m.exec(String(mail))?.[1])).toEqual([members[0], members[0]]);
  const crew = await asks('crew');
  await crew.at(0);
  expect([mails.received.length, posted.length, await states(crew.id)]).toEqual([2, 0, []]);
});

it('a receiver that is busy gets the alert later, and one that gives no answer is not asked again', async () => {
  const { id, at } = await asks('sales');
  answers = [503];
  await at(0);
  expect(await states(id)).toEqual(['created waiting']);
  expect((await taskOf(id)).alerts[0]?.errorCode).toBe('http-503');
  await alerting(); // not before its time
  expect(posted).toHaveLength(0);
  await db.look(`update task_alerts set due_at = clock_timestamp() returning 1`);
  answers = ['silence'];
  await alerting();
  await alerting();
  expect(posted).toHaveLength(1);
  expect(await states(id)).toEqual(['created unknown']);
});

it('of ten workers at once one sends, and a worker that died while it sent leaves it unknown', async () => {
  const { id, at } = await asks('sales');
  await runTurn(db.database, id, Date.now());
  await Promise.all(Array.from({ length: 10 }, () => alerting()));
  expect(posted).toHaveLength(1);
  await runTurn(db.database, id, Date.now() + 4 * HOUR);
  await db.look(`update task_alerts set state = 'sending', token = task_id, leased_until = clock_timestamp() - interval '1 s'
    where what = 'reminded' returning 1`);
  await at(5);
  expect(posted).toHaveLength(1);
  expect(await states(id)).toEqual(['created sent', 'reminded unknown']);
});

it('an attempt that died before it began is made by another worker', async () => {
  const { id, at } = await asks('sales');
  await runTurn(db.database, id, Date.now());
  await db.look(`update task_alerts set state = 'claimed', token = task_id, leased_until = clock_timestamp() - interval '1 s'
    returning 1`);
  await at(0);
  expect(posted).toHaveLength(1);
  expect(await states(id)).toEqual(['created sent']);
});

it('nobody is reminded of a task that was answered before the alert went out', async () => {
  const { id, at } = await asks('sales');
  await at(0);
  await runTurn(db.database, id, Date.now() + 4 * HOUR);
  const { id: taskId } = await taskOf(id);
  const answered = { person: members[0] as string, choice: 'reached' };
  await answerTask(db.database, { workspace: 'default', id: taskId }, answered);
  await alerting();
  expect(posted).toHaveLength(1);
  expect(await states(id)).toEqual(['created sent', 'reminded dropped']);
});
