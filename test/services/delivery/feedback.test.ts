import fc from 'fast-check';
import { runTurn } from '../../../activities/run-turn.ts';
import { newId } from '../../../core/base/id.ts';
import { feedbackKinds } from '../../../core/message/feedback-kinds.ts';
import {
  type Feedback,
  type FeedbackDependencies,
  recordFeedback,
  settleFeedback,
} from '../../../services/delivery/feedback.ts';
import { acceptBatch } from '../../../services/intake/accept.ts';
import { type IncomingEvent, readCall } from '../../../services/intake/event.ts';
import { createPublishedJourneys } from '../../../services/intake/published-journeys.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { insertSentMessage } from '../../support/sent-message.ts';
import { propertyRuns } from '../../support/tier.ts';

/** Reports about a message, down to the run that waits for them, on real PostgreSQL. */
let db: TestDatabase;
let dependencies: FeedbackDependencies;
beforeEach(async () => {
  db = await createTestDatabase();
  const publishedJourneys = createPublishedJourneys();
  dependencies = {
    database: db.database,
    submit: (workspace, events) => acceptBatch({ database: db.database, publishedJourneys }, workspace, events),
  };
});
afterEach(() => db.destroy());

const pixel = { workspace: 'default', source: 'tracking' };
const report = (messageId: string, more: Partial<Feedback> = {}): Feedback => ({
  messageId,
  kind: 'opened',
  identity: newId(),
  ...more,
});
const events = () =>
  db.look<{ name: string; properties: Record<string, unknown> }>(
    `select name, properties from events where name like 'Message %' order by accepted_at, id`,
  );
const levels = async () =>
  (
    await db.look<Record<string, boolean>>(
      `select delivered_at is not null as delivered, opened_at is not null as opened, clicked_at is not null as clicked from messages`,
    )
  )[0];

it('becomes one event of the customer that names message, run, journey, step, channel and template', async () => {
  const { id, messageId, customerId } = await insertSentMessage(db);
  expect(await recordFeedback(dependencies, pixel, [report(messageId)])).toEqual(['recorded']);
  expect(await events()).toEqual([
    {
      name: 'Message Opened',
      properties: {
        message_id: messageId,
        journey_run_id: id,
        journey: 'nudging',
        step: 'hello',
        channel: 'email',
        template: 'hello',
      },
    },
  ]);
  expect(await db.look('select customer_id from events where name = ?', ['Message Opened'])).toEqual([
    { customer_id: customerId },
  ]);
  expect(await levels()).toEqual({ delivered: true, opened: true, clicked: false });
});

it('wakes the run that waits for it, and the next turn goes on by its path', async () => {
  const { id, messageId } = await insertSentMessage(db);
  await recordFeedback(dependencies, pixel, [report(messageId, { kind: 'clicked', url: 'https://shop.example/a' })]);
  expect(await db.look('select journey_run_id as id, label from outbox')).toEqual([
    { id, label: 'event Message Clicked' },
  ]);
  expect(await runTurn(db.database, id, Date.now())).toMatchObject({ finished: true });
  expect(await db.look(`select path from run_visits where step_id = 'reaction'`)).toEqual([{ path: 'clicked' }]);
});

it('is nothing that an event of the same name from outside could say: no run reacts, and no engagement rises', async () => {
  const { id, messageId, customerId } = await insertSentMessage(db);
  await db.look(
    `insert into identities (workspace, kind, value, customer_id) values ('default', 'user_id', 'ann', ?) returning 1`,
    [customerId],
  );
  const forged = readCall(
    {
      type: 'track',
      event: ' Message Clicked',
      userId: 'ann',
      messageId: `sent/${messageId}`,
      properties: { message_id: messageId, journey_run_id: id, journey: 'nudging', step: 'hello', channel: 'email' },
    },
    'body',
    { receivedAt: Date.now(), sentAt: undefined, newMessageId: newId, byBrowserKey: true },
  ) as IncomingEvent;
  expect(forged).toMatchObject({ messageId: `outside/sent/${messageId}`, flags: [{ code: 'message-not-ours' }] });
  expect(await dependencies.submit('default', [forged])).toMatchObject([{ result: 'accepted', warnings: [{}] }]);
  expect(await events()).toEqual([
    {
      name: 'Message Clicked',
      properties: { message_id: messageId, journey_run_id: id, journey: 'nudging', step: 'hello', channel: 'email' },
    },
  ]);
  expect(await levels()).toEqual({ delivered: false, opened: false, clicked: false });
  expect(await db.look('select 1 from outbox')).toEqual([]);
});

it('a repeat is answered as one and changes nothing, at once or in one delivery', async () => {
  const { messageId } = await insertSentMessage(db);
  const same = report(messageId, { kind: 'delivered', identity: 'event-1' });
  expect(await recordFeedback(dependencies, pixel, [same, same])).toEqual(['recorded', 'repeat']);
  const again = await Promise.all(Array.from({ length: 5 }, () => recordFeedback(dependencies, pixel, [same])));
  expect(again.flat()).toEqual(Array.from({ length: 5 }, () => 'repeat'));
  expect(await events()).toHaveLength(1);
});

it('an act of a machine is stored and shown with its run, makes no event, raises nothing and wakes nobody', async () => {
  const { id, messageId } = await insertSentMessage(db);
  const machine = report(messageId, { machine: 'known-program' });
  expect(await recordFeedback(dependencies, pixel, [machine])).toEqual(['machine']);
  expect(await db.look('select kind, machine, due_at from message_feedback')).toEqual([
    { kind: 'opened', machine: 'known-program', due_at: null },
  ]);
  expect(await events()).toEqual([]);
  expect(await levels()).toEqual({ delivered: false, opened: false, clicked: false });
  expect(await db.look('select 1 from outbox')).toEqual([]);
  const shown = await findRunView(db.database, 'default', id);
  expect(shown?.run.messages).toMatchObject([{ byMachines: [{ kind: 'opened', sign: 'known-program', times: 1 }] }]);
});

describe('a click on a tracked link', () => {
  const click = (messageId: string, url: string, at: number) =>
    report(messageId, { kind: 'clicked', url, links: 2, at });
  const letTimePass = () => db.look(`update message_feedback set due_at = now() where due_at is not null returning 1`);

  it('is decided when it is seen that no machine followed every link', async () => {
    const { messageId } = await insertSentMessage(db);
    const at = Date.now() - 10_000;
    expect(await recordFeedback(dependencies, pixel, [click(messageId, 'https://a', at)])).toEqual(['recorded']);
    expect(await events()).toEqual([]);
    await letTimePass();
    expect(await settleFeedback(dependencies)).toBe(1);
    expect(await events()).toMatchObject([{ name: 'Message Clicked', properties: { url: 'https://a' } }]);
    expect(await settleFeedback(dependencies)).toBe(0);
  });

  it.each([
    ['every link', (id: string, at: number) => [click(id, 'https://a', at), click(id, 'https://b', at + 1_500)]],
    [
      'the hidden link beside it',
      (id: string, at: number) => [
        report(id, { kind: 'clicked', machine: 'hidden-link', at }),
        click(id, 'https://a', at + 1_000),
      ],
    ],
  ])("is a machine's that followed %s", async (_, reports) => {
    const { messageId } = await insertSentMessage(db);
    await recordFeedback(dependencies, pixel, reports(messageId, Date.now() - 10_000));
    await letTimePass();
    await settleFeedback(dependencies);
    expect(await events()).toEqual([]);
    expect(await db.look('select 1 from message_feedback where machine is null')).toEqual([]);
  });
});

it('is taken up by another process where the first died before the event was in', async () => {
  const { messageId } = await insertSentMessage(db);
  const dying = { ...dependencies, submit: () => Promise.reject(new Error('killed')) };
  await expect(recordFeedback(dying, pixel, [report(messageId)])).rejects.toThrow('killed');
  expect(await events()).toEqual([]);
  await db.look(`update message_feedback set due_at = now() where due_at is not null returning 1`);
  await settleFeedback(dependencies);
  expect(await events()).toHaveLength(1);
  expect(await levels()).toMatchObject({ opened: true });
});

it('about a message that is not there, or of another workspace, is told apart', async () => {
  const { messageId } = await insertSentMessage(db);
  expect(await recordFeedback(dependencies, pixel, [report(newId())])).toEqual(['no-such-message']);
  const elsewhere = { workspace: 'other', source: 'tracking' };
  await db.look(`insert into workspaces (id) values ('other') returning 1`);
  expect(await recordFeedback(dependencies, elsewhere, [report(messageId)])).toEqual(['no-such-message']);
});

it('a hard bounce and a complaint suppress the address; a soft bounce does not', async () => {
  const { messageId } = await insertSentMessage(db);
  const suppressions = () => db.look(`select channel, encode(address_hash, 'hex') as hash, reason from suppressions`);
  await recordFeedback(dependencies, pixel, [report(messageId, { kind: 'bounced', bounce: 'soft' })]);
  expect(await suppressions()).toEqual([]);
  await recordFeedback(dependencies, pixel, [report(messageId, { kind: 'bounced', bounce: 'hard' })]);
  await recordFeedback(dependencies, pixel, [report(messageId, { kind: 'complained' })]);
  expect(await suppressions()).toEqual([{ channel: 'email', hash: '01', reason: 'hard-bounce' }]);
  expect((await events()).map(({ name, properties }) => [name, properties.bounce])).toEqual([
    ['Message Bounced', 'soft'],
    ['Message Bounced', 'hard'],
    ['Message Complained', undefined],
  ]);
});

it('stores two hundred reports of a message and no more', async () => {
  const { messageId } = await insertSentMessage(db);
  for (let round = 0; round < 3; round += 1) {
    await recordFeedback(
      dependencies,
      pixel,
      Array.from({ length: 150 }, () => report(messageId, { machine: 'known-program' })),
    );
  }
  const [{ number } = { number: 0 }] = await db.look<{ number: number }>(
    'select count(*) as number from message_feedback',
  );
  expect(number).toBeLessThanOrEqual(300);
  expect(await recordFeedback(dependencies, pixel, [report(messageId)])).toEqual(['repeat']);
});

it('raises engagement to the same levels in whatever order reports come, and however often', async () => {
  const { messageId } = await insertSentMessage(db);
  const kinds = ['delivered', 'opened', 'clicked', 'bounced', 'seen'] as const;
  const reports = fc.array(
    fc.record({ kind: fc.constantFrom(...kinds), ago: fc.integer({ min: 1, max: 1_000_000 }), repeat: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  );
  const read = async () =>
    (await db.look<Record<string, number | null>>('select delivered_at, opened_at, clicked_at from messages'))[0];
  await fc.assert(
    fc.asyncProperty(reports, async (drawn) => {
      await db.look('update messages set delivered_at = null, opened_at = null, clicked_at = null returning 1');
      const now = Date.now();
      const signs: { raises: readonly string[]; at: number }[] = [];
      for (const [index, { kind, ago, repeat }] of drawn.entries()) {
        const own = report(messageId, { kind, at: now - ago, identity: `${now} ${index} ${ago}` });
        const before = await read();
        await recordFeedback(dependencies, pixel, repeat ? [own, own] : [own]);
        signs.push({ raises: feedbackKinds[kind].raises, at: now - ago });
        const after = await read();
        for (const level of ['delivered', 'opened', 'clicked']) {
          const earliest = signs.filter(({ raises }) => raises.includes(level)).map(({ at }) => at);
          expect(after?.[`${level}_at`] ?? null).toBe(earliest.length > 0 ? Math.min(...earliest) : null);
          if (before?.[`${level}_at`] != null) expect(after?.[`${level}_at`]).not.toBeNull();
        }
      }
      await db.look('delete from message_feedback returning 1');
    }),
    { numRuns: propertyRuns(10), seed: 7 },
  );
});
