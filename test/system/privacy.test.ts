import { setTimeout as pause } from 'node:timers/promises';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { recordCustomerConsents } from '../../api/operations/consents/record-customer-consents.ts';
import { exitRun } from '../../api/operations/runs/exit-run.ts';
import { getRun } from '../../api/operations/runs/get-run.ts';
import { answerTask } from '../../api/operations/tasks/answer-task.ts';
import { getTask } from '../../api/operations/tasks/get-task.ts';
import { listTasks } from '../../api/operations/tasks/list-tasks.ts';
import { callOperation } from '../../cli/api-client.ts';
import { newId } from '../../core/base/id.ts';
import {
  alert,
  branch,
  defineEvent,
  defineTopic,
  defineTraits,
  email,
  emitted,
  entryOf,
  flow,
  inApp,
  journey,
  on,
  send,
  t,
  task,
  template,
  text,
  update,
  wait,
  waitFor,
  when,
} from '../../core/index.ts';
import {
  channelTaskQueue,
  journeyRunType,
  liveTaskQueue,
  searchAttributes,
  wakeName,
} from '../../workflows/contract.ts';
import { whileDatabaseIsAway } from '../support/database-outage.ts';
import { type Found, findSecrets, readEverything, textsOf } from '../support/everything-in-temporal.ts';
import { eventually, type Role, type System, startSystem } from '../support/system.ts';

jest.setTimeout(180_000);

/** What must not be found anywhere; each place has its own word, so that a leak says where it comes from. */
const secrets = {
  userId: 'zqxuserid',
  anonymousId: 'zqxanonymous',
  messageId: 'zqxmessageid',
  address: 'zqxaddress',
  name: 'Zqxname',
  trait: 'zqxtrait',
  property: 'zqxproperty',
  runKey: 'zqxrunkey',
  context: 'zqxcontext',
  condition: 'zqxcondition',
  templateText: 'zqxtemplate',
  providerText: 'zqxprovider',
  stuckText: 'zqxstuck',
  exitReason: 'Zqxreason',
  badRequest: 'zqxbadrequest',
};
const address = `${secrets.address}@example.com`;

const SignedUp = defineEvent('Signed Up', { source: t.text, order: t.text, notes: t.optional(t.list(t.text)) });
const ProjectCreated = defineEvent('Project Created', { name: t.text });
const customer = defineTraits({ city: t.optional(t.text) });
const entry = entryOf(SignedUp);
const created = on(ProjectCreated).where(ProjectCreated.name.is(secrets.condition));
const definition = journey(
  'private',
  {
    purpose: 'transactional',
    entry: on(SignedUp).where(SignedUp.source.is(secrets.condition)),
    key: SignedUp.order,
  },
  flow(
    wait('settle', '1 second'),
    send('hello', template('hello'), { via: [email], data: { order: entry.order } }),
    waitFor('project', { created: created.anyRun(), timeout: '1 hour' }),
    branch('where', [when(customer.city.is(secrets.condition), flow(wait('here', '1 second')))]),
    send('bravo', template('hello'), { via: [email] }),
    wait('rest', '3 days'),
  ),
);
const mail = `${secrets.templateText} {{ customer.name }} {{ customer.email }}`;
const templates = [{ id: 'hello', content: { email: { subject: mail, html: `<p>${mail}</p>` } } }];

let system: System;
let worker: Role;
let answer: 'busy' | 'open' | 'closed' = 'busy';
beforeAll(async () => {
  system = await startSystem({
    apiProcess: {}, // its log is read
    logLevel: 'debug',
    onMail: async ({ to }) => {
      if (answer === 'open') return undefined;
      // As mail servers write it: the address, and words of their own.
      const rest = `<${to[0]}>: ${secrets.providerText}`;
      const message = answer === 'busy' ? `4.2.2 ${rest} is over quota` : `5.1.1 ${rest} is not known here`;
      return { reject: { code: answer === 'busy' ? 451 : 550, message } };
    },
  });
  await system.publish({ journeys: [definition], templates });
  worker = await system.startWorker();
});
afterAll(() => system.stop());

const taskQueues = [liveTaskQueue, channelTaskQueue('email')];
const read = () => readEverything(system.temporal, taskQueues);
const theRun = async () =>
  (
    await system.db.look<{ id: string; label: string; stuck: boolean; ended: boolean; state: { tokens: object[] } }>(
      'select id, label, state, stuck_at is not null as stuck, ended_at is not null as ended from journey_runs order by id limit 1',
    )
  )[0];
const until = (enough: (run: NonNullable<Awaited<ReturnType<typeof theRun>>>) => boolean) =>
  eventually(theRun, (run) => run !== undefined && enough(run), 60_000);
/** The places of texts that match: a proof that they are read at all. */
const placesOf = (texts: readonly Found[], pattern: RegExp) =>
  texts.filter((each) => pattern.test(each.text)).map(({ where }) => where.replace(/ .*?[^ ]*\/[0-9a-f-]{36}/, ''));
async function sendBadRequests(): Promise<void> {
  const post = (body: string, path = '/v1/batch') =>
    fetch(`${system.apiUrl}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Basic ${Buffer.from(`${system.writeKey}:`).toString('base64')}` },
    });
  const bad = secrets.badRequest;
  const calls = [
    { type: 'track', userId: bad, event: 'Seen', properties: { note: `${bad}\u0000` } }, // PostgreSQL can't hold it
    { type: bad, userId: bad },
    { type: 'track', userId: { [bad]: bad }, event: bad },
    { type: 'track', userId: 'someone', event: 'Seen', timestamp: bad },
  ];
  expect((await post(JSON.stringify({ batch: calls }))).status).toBe(200);
  expect((await post(`{"batch": [${bad}`)).status).toBe(400);
  expect((await post('{}', `/v1/${bad}`)).status).toBe(404);
  await fetch(`${system.apiUrl}/v1/runs?userId=${bad}%00`, { headers: { authorization: `Bearer ${system.adminKey}` } });
}

it('a busy run with provider errors leaves nothing of the customer in Temporal or in the logs, at any moment of it', async () => {
  const analytics = system.analytics();
  const about = { userId: secrets.userId, anonymousId: secrets.anonymousId, context: { ip: secrets.context } };
  const seen: Found[] = [];
  const messageId = () => `${secrets.messageId}-${newId()}`;
  analytics.identify({
    ...about,
    messageId: messageId(),
    traits: { email: address, name: secrets.name, city: secrets.condition, deep: { list: [secrets.trait] } },
  });
  analytics.track({
    ...about,
    messageId: messageId(),
    event: 'Signed Up',
    properties: { source: secrets.condition, order: secrets.runKey, notes: [secrets.property] },
  });

  // The provider is busy: attempts fail and say the address.
  await eventually(
    async () => placesOf(await read(), /^smtp-451 /),
    (places) => places.some((place) => /pendingActivities\.0\.lastFailure\.message/.test(place)),
  );
  seen.push(...(await read()));
  answer = 'open';
  const { id } = (await until(({ label }) => /^project/.test(label))) as { id: string };
  const handle = system.temporal.workflow.getHandle(`private/${id}`);

  // The database is away: turns fail, intake refuses.
  await whileDatabaseIsAway(system.db.url, async () => {
    analytics.track({ ...about, messageId: messageId(), event: 'Seen', properties: { note: secrets.property } });
    await handle.signal(wakeName, 'look again');
    await eventually(
      async () => placesOf(await read(), /^database-/),
      (places) => places.some((place) => /history.*markerRecorded.*failure\.message/.test(place)),
    );
    seen.push(...(await read()));
  });

  // What was waited for comes, and the next mail is rejected permanently.
  answer = 'closed';
  analytics.track({
    ...about,
    messageId: messageId(),
    event: 'Project Created',
    properties: { name: secrets.condition },
  });
  const resting = await until(({ label }) => /^rest/.test(label));
  await sendBadRequests();

  // The run sticks on an error that quotes data, and an operator ends it, giving a name.
  const tokens = resting?.state.tokens.map((token) => ({ ...token, step: secrets.stuckText }));
  await system.db.look('update journey_runs set state = ? where id = ? returning 1', [
    JSON.stringify({ ...resting?.state, tokens }),
    id,
  ]);
  await handle.signal(wakeName, 'look again');
  await until(({ stuck }) => stuck);
  const [failure] = await system.db.look<{ message: string }>(
    `select message from failures where code = 'missing-step'`,
  );
  expect(failure?.message).toContain(secrets.stuckText);
  await eventually(read, (texts) => placesOf(texts, /^stuck: /).length > 0).then((texts) => seen.push(...texts));
  await callOperation(system, exitRun, { params: { id }, body: { reason: `asked for by ${secrets.exitReason}` } });
  await until(({ ended }) => ended);
  await eventually(
    () => handle.describe(),
    ({ status }) => status.name === 'COMPLETED',
  );
  seen.push(...(await read()));

  // The secrets were really under way, and the places where they might be were really read.
  const failures = await system.db.look<{ message: string }>(
    `select message from failures where code in ('smtp-451', 'smtp-550')`,
  );
  expect(failures.every(({ message }) => message.includes(address) && message.includes(secrets.providerText))).toBe(
    true,
  );
  expect(failures.length).toBeGreaterThan(1);
  expect(
    await system.db.look(`select 1 from journey_runs where key = ? and end_reason ~ ?`, [
      secrets.runKey,
      secrets.exitReason,
    ]),
  ).toHaveLength(1);
  expect(placesOf(seen, /^settle: waiting/)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^history.*userMetadata/),
      expect.stringMatching(/^history.*markerRecordedEventAttributes/),
    ]),
  );
  expect(placesOf(seen, /project: waiting|stuck: waits/)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^__temporal_workflow_metadata.*currentDetails/)]),
  );
  // The second mail was rejected inline; both turns and details say so.
  expect(placesOf(seen, /sending hello by email: failed-permanently/)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^history.*markerRecordedEventAttributes/),
      expect.stringMatching(/^__temporal_workflow_metadata.*currentDetails/),
    ]),
  );
  expect(placesOf(seen, /^event Project Created$/)).toEqual(
    expect.arrayContaining([expect.stringMatching(/workflowExecutionSignaled.*input/)]),
  );
  expect(placesOf(seen, /^private v1$/)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^describe.*userMetadata\.summary/)]),
  );

  expect(findSecrets(seen, secrets)).toEqual([]);

  const logs = [...textsOf('log of the worker', worker.output), ...textsOf('log of the API', system.api?.output)];
  const log = logs.map((each) => each.text).join('');
  for (const told of ['smtp-451', 'the run is stuck', 'missing-step', 'bad items in a batch', 'database-'])
    expect(log).toContain(told);
  expect(findSecrets(logs, secrets)).toEqual([]);
  expect(findSecrets([{ where: 'log', text: log }], secrets)).toEqual([]); // also where a line came in two pieces
});

it('in-app messages, alerts, tasks, updates, goals and consents leave nothing of the customer there either', async () => {
  const own = {
    ...{ userId: 'zqxleaduser', name: 'Zqxleadname', property: 'zqxleadproperty', templateText: 'zqxleadtemplate' },
    ...{ person: 'zqxleadperson', note: 'zqxleadnote', emitted: 'zqxleademitted', staff: 'zqxleadstaff' },
  };
  const LeadFound = defineEvent('Lead Found', { about: t.text });
  const LeadMarked = defineEvent('Lead Marked', { about: t.text });
  const Bought = defineEvent('Bought', { about: t.text, total: t.number });
  const person = defineTraits({ name: t.text });
  const about = entryOf(LeadFound).about;
  const note = `${own.templateText} {{ customer.name }}`;
  const lead = journey(
    'lead',
    {
      ...{ purpose: 'marketing', topic: defineTopic('offers'), entry: on(LeadFound) },
      goal: on(Bought).where(Bought.about.is(own.property)).within('7 days').value(Bought.total),
    },
    flow(
      send('inside', template('note'), { via: [inApp] }),
      send('shout', template('note'), { via: [alert('staff')] }),
      update('mark', { set: { stage: about }, emit: emitted(LeadMarked, { about: own.emitted }) }),
      task('call', {
        group: 'staff',
        instruction: text`Call ${person.name} about ${about}.`,
        ...{ choices: ['reached', 'lost'], reminder: '1 second', due: '1 hour' },
      }),
      wait('rest', '3 days'),
    ),
  );
  answer = 'open';
  const content = { 'in-app': { title: note, body: note }, alert: { text: note } };
  await system.publish({
    journeys: [lead],
    templates: [{ id: 'note', content }],
    workspace: {
      topics: { offers: { title: 'Offers' } },
      alerts: { staff: { type: 'email', to: [`${own.staff}@example.com`] } },
      groups: { staff: { members: [own.person], alert: 'staff' } },
    },
  });
  const seen: Found[] = [];
  const look = async () => seen.push(...(await read()));
  const analytics = system.analytics();
  analytics.identify({ userId: own.userId, traits: { name: own.name } });
  analytics.track({ userId: own.userId, event: 'Lead Found', properties: { about: own.property } });
  const query = { userId: own.userId, state: 'unanswered' as const };
  const { items } = await eventually(
    () => callOperation(system, listTasks, { query }),
    (listed) => listed.items.length === 1,
    60_000,
  );
  const id = items[0]?.id ?? '';
  await look();
  const told = await eventually(
    () => callOperation(system, getTask, { params: { id } }),
    ({ alerts }) => alerts.filter(({ state }) => state === 'sent').length === 2,
    60_000,
  );
  expect(told.instruction).toBe(`Call ${own.name} about ${own.property}.`);
  await callOperation(system, answerTask, {
    params: { id },
    body: { person: own.person, choice: 'reached', note: own.note },
  });
  analytics.track({ userId: own.userId, event: 'Bought', properties: { about: own.property, total: 5 } });
  const run = () => callOperation(system, getRun, { params: { id: told.journeyRunId } });
  await eventually(run, ({ goal, visits }) => goal !== null && visits.some(({ step }) => step === 'rest'), 60_000);
  await look();
  await callOperation(system, recordCustomerConsents, {
    params: { id: own.userId },
    body: { statements: [{ subject: 'topic', name: 'offers', state: 'withdrawn' }] },
  });
  const ended = await eventually(run, ({ endReason }) => endReason === 'consent-withdrawn', 60_000);
  expect(ended.messages.map(({ channel, state }) => `${channel} ${state}`)).toEqual([
    'in-app accepted',
    'alert:staff accepted',
  ]);
  await eventually(
    () => system.temporal.workflow.getHandle(`lead/${told.journeyRunId}`).describe(),
    ({ status }) => status.name === 'COMPLETED',
  );
  await look();
  expect(placesOf(seen, /^task answered$/).length).toBeGreaterThan(0);
  expect(findSecrets(seen, own)).toEqual([]);
  const logs = [...textsOf('log of the worker', worker.output), ...textsOf('log of the API', system.api?.output)];
  expect(findSecrets(logs, own)).toEqual([]);
});

it('the same search finds what is planted, wherever and however (negative control)', async () => {
  const plant = Object.fromEntries(
    ['memo', 'summary', 'details', 'argument', 'signal', 'attribute', 'coded', 'bytes', 'end'].map((place) => [
      place,
      `zqxplanted${place}`,
    ]),
  ) as Record<string, string>;
  const handle = await system.temporal.workflow.start(journeyRunType, {
    workflowId: 'private/planted',
    taskQueue: 'nobody-listens',
    args: [{ journeyRunId: plant.argument }],
    memo: {
      note: plant.memo,
      coded: Buffer.from(`x${plant.coded}y`).toString('base64'),
      bytes: Buffer.from(plant.bytes as string),
    },
    staticSummary: `of ${plant.summary}`,
    staticDetails: `of ${plant.details}`,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: defineSearchAttributeKey(searchAttributes.customer, 'KEYWORD'), value: plant.attribute as string },
    ]),
  });
  await handle.signal(wakeName, { deep: [plant.signal] });
  await handle.terminate(plant.end);
  await pause(500);
  const found = findSecrets(await readEverything(system.temporal, []), plant);
  const places = [...new Set(found.map((line) => line.split(' ')[0]))].sort();
  expect(places).toEqual(Object.keys(plant).sort());
});

it('would find what a journey says of a customer in its titles, in current details, timers and turns (negative control)', async () => {
  const planted = { title: 'zqxtitle' };
  const Began = defineEvent('Began', {});
  const told = journey(
    'told',
    { purpose: 'transactional', entry: on(Began) },
    flow(wait('rest', '3 days', { title: `for ${planted.title}` })),
  );
  await system.publish({ journeys: [told], templates });
  system.analytics().track({ userId: 'someone', event: 'Began' });
  const expected = [/__temporal_workflow_metadata.*currentDetails/, /history.*userMetadata/, /history.*markerRecorded/];
  await eventually(
    async () => findSecrets(await read(), planted),
    (found) => expected.every((place) => found.some((line) => place.test(line))),
  );
});
