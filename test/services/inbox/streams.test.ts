import pino from 'pino';
import { newId } from '../../../core/base/id.ts';
import { createInboxStreams, type StreamSink } from '../../../services/inbox/streams.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventuallyPasses } from '../../support/eventually.ts';
import { sendInApp } from '../../support/in-app.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

function openStreams(more: object = {}) {
  const logger = pino({ level: 'silent' });
  return createInboxStreams({
    ...{ database: db.database, feedback: async () => {}, logger, directUrl: undefined, heartbeatMs: 20 },
    ...more,
  });
}

function createSink(isKeepingUp = true) {
  const seen: string[] = [];
  const sink: StreamSink = {
    message: ({ id }) => seen.push(id),
    unread: (count) => seen.push(`unread ${count}`),
    heartbeat: () => {},
    end: (reason) => seen.push(`end ${reason}`),
    isKeepingUp: () => isKeepingUp,
  };
  return { sink, seen };
}
const later = () => ({ since: 0, endsAt: Date.now() + 60_000 });

it('finds news at its heartbeat where no hint comes', async () => {
  const streams = openStreams();
  const userId = newId();
  const { sink, seen } = createSink();
  streams.open({ workspace: 'default', userId }, later(), sink);
  await eventuallyPasses(() => expect(seen).toEqual(['unread 0']));
  const id = await sendInApp(db, userId);
  await eventuallyPasses(() => expect(seen).toEqual(['unread 0', id, 'unread 1']));
  await streams.stop();
});

it('ends with the token, and where the reader takes nothing any more', async () => {
  const streams = openStreams();
  const owner = { workspace: 'default', userId: newId() };
  const [expired, slow] = [createSink(), createSink(false)];
  streams.open(owner, { since: 0, endsAt: Date.now() - 1 }, expired.sink);
  streams.open(owner, later(), slow.sink);
  await eventuallyPasses(() => expect([expired.seen.at(-1), slow.seen.at(-1)]).toEqual(['end expired', 'end slow']));
  expect(streams.count()).toBe(0);
  await streams.stop();
});

it('begins again when a merge gives the user another customer, and so leaves nothing out', async () => {
  const streams = openStreams();
  const [userId, other] = [newId(), newId()];
  const older = await sendInApp(db, other);
  const own = await sendInApp(db, userId);
  const { sink, seen } = createSink();
  streams.open({ workspace: 'default', userId }, later(), sink);
  await eventuallyPasses(() => expect(seen).toEqual([own, 'unread 1']));
  await db.look(
    `update identities set customer_id = (select customer_id from identities where value = ?) where value = ? returning 1`,
    [other, userId],
  );
  await eventuallyPasses(() => expect(seen).toEqual([own, 'unread 1', older]));
  await streams.stop();
});

it('has a limit for the process', async () => {
  const streams = openStreams({ mostOfProcess: 2 });
  const open = () => streams.open({ workspace: 'default', userId: newId() }, later(), createSink().sink);
  const [first, , third] = [open(), open(), open()];
  expect(third).toBeUndefined();
  first?.close();
  expect(open()).toBeDefined();
  await streams.stop();
});
