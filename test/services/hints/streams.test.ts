import pino from 'pino';
import { runTurn } from '../../../activities/run-turn.ts';
import { createHintStreams, type HintSink } from '../../../services/hints/streams.ts';
import type { Subject } from '../../../services/hints/subjects.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { beginAuditEntry } from '../../../store/access/audit.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { eventuallyPasses } from '../../support/eventually.ts';
import { insertTestRun, takeIn } from '../../support/runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.destroy());

function openStreams(more: object = {}) {
  const logger = pino({ level: 'silent' });
  return createHintStreams({ database: db.database, logger, lookEveryMs: 10, heartbeatMs: 20, ...more });
}

function createSink(isKeepingUp = true) {
  const seen: string[] = [];
  const sink: HintSink = {
    changed: (subjects) => seen.push(...subjects),
    heartbeat: () => {},
    end: (reason) => seen.push(`end ${reason}`),
    isKeepingUp: () => isKeepingUp,
  };
  return { sink, seen };
}

const watcher = (subjects: readonly Subject[], more: object = {}) => ({
  ...{ workspace: 'default', owner: 'ann', subjects: new Set(subjects), isAdmitted: async () => true },
  ...more,
});

/** Opens a stream and waits for what a new one reports: all that it watches. */
async function watch(subjects: readonly Subject[]) {
  const streams = openStreams();
  const { sink, seen } = createSink();
  streams.open(watcher(subjects), sink);
  await eventuallyPasses(() => expect(seen).toEqual(subjects));
  return { seen, stop: () => streams.stop(), told: () => new Set(seen.splice(0)) };
}

const general = ['journeys', 'runs', 'messages', 'events', 'tasks', 'operators'] as const;

it('tells a new stream of all that it watches, and then of what changes only', async () => {
  const { id } = await insertTestRun(db);
  const changes: readonly [told: readonly Subject[], change: () => Promise<unknown>][] = [
    [['events', 'messages'], () => takeIn(db, { userId: 'nobody', name: 'Unheard Of' })],
    [
      ['journeys'],
      () =>
        publish(db.database, 'default', { workspace: { languages: { default: 'de' } }, journeys: [], templates: [] }),
    ],
    [['runs', 'messages'], () => runTurn(db.database, id, Date.now())],
    [
      ['operators', 'tasks'],
      () => beginAuditEntry(db.database, { workspace: 'default', actor: undefined, operation: 'x', target: undefined }),
    ],
  ];
  for (const [expected, change] of changes) {
    const { seen, stop } = await watch(general);
    seen.length = 0;
    await change();
    await eventuallyPasses(() => expect(new Set(seen)).toEqual(new Set(expected)));
    await stop();
  }
});

it('tells of a change twice, since what follows by itself may leave no mark', async () => {
  const { seen, stop } = await watch(['events']);
  seen.length = 0;
  await takeIn(db, { userId: 'nobody', name: 'Unheard Of' });
  await eventuallyPasses(() => expect(seen).toEqual(['events', 'events']));
  await stop();
});

it('knows single runs and customers from others', async () => {
  const [one, other] = [await insertTestRun(db), await insertTestRun(db)];
  const subjects = [
    `run:${one.id}`,
    `run:${other.id}`,
    `customer:${one.customerId}`,
    `customer:${other.customerId}`,
  ] as const;
  const { seen, stop } = await watch(subjects);
  seen.length = 0;
  await runTurn(db.database, one.id, Date.now());
  await eventuallyPasses(() => expect(new Set(seen)).toEqual(new Set([subjects[0], subjects[2]])));
  await eventuallyPasses(() => expect(seen).toHaveLength(4)); // each twice
  seen.length = 0;
  await takeIn(db, { userId: other.userId, properties: { plan: 'pro' } });
  await eventuallyPasses(() => expect(new Set(seen)).toEqual(new Set([subjects[3]])));
  await stop();
});

it('ends with the session, and where the reader takes nothing any more', async () => {
  const streams = openStreams();
  const [out, slow, unsure] = [createSink(), createSink(false), createSink()];
  streams.open(watcher(['runs'], { isAdmitted: async () => false }), out.sink);
  streams.open(watcher(['runs']), slow.sink);
  streams.open(watcher(['runs'], { isAdmitted: () => Promise.reject(new Error('away')) }), unsure.sink);
  await eventuallyPasses(() => expect([out.seen.at(-1), slow.seen.at(-1)]).toEqual(['end signed-out', 'end slow']));
  expect(streams.count()).toBe(1);
  await streams.stop();
  expect(unsure.seen.at(-1)).toBe('end stopping');
});

it('limits the streams of one person and of the process', async () => {
  const streams = openStreams({ mostOfProcess: 3, mostOfOwner: 2 });
  const open = (owner: string) => streams.open(watcher(['runs'], { owner }), createSink().sink);
  const first = open('ann');
  expect([open('ann'), open('ann'), open('bo'), open('cy')].map((stream) => stream !== undefined)).toEqual([
    ...[true, false, true, false],
  ]);
  first?.close();
  expect(open('ann')).toBeDefined();
  await streams.stop();
});
