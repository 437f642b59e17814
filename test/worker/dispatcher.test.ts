import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import pino from 'pino';
import { runTurn } from '../../activities/run-turn.ts';
import { publish } from '../../services/publishing/publish.ts';
import { lanes } from '../../store/outbox/outbox.ts';
import { type DispatcherOptions, startDispatcher } from '../../worker/dispatcher.ts';
import { addressOf } from '../support/addresses.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import { templates, welcome } from '../support/journeys.ts';
import { takeNamespace } from '../support/namespaces.ts';
import { takeIn } from '../support/runs.ts';

jest.setTimeout(120_000);

/** PostgreSQL, a namespace of Temporal and a dispatcher; no API and no worker. */
let db: TestDatabase;
let temporal: Client;
beforeAll(async () => {
  const connection = await Connection.connect({ address: await addressOf('temporal') });
  temporal = new Client({ connection, namespace: await takeNamespace() });
});
afterAll(() => temporal.connection.close());
beforeEach(async () => {
  db = await createTestDatabase();
  await publish(db.database, 'default', {
    journeys: [welcome({ settle: '1 second', timeout: '1 hour' })],
    templates,
  });
});
afterEach(() => db.destroy());

/** A dispatcher without a worker: turns are taken only where a test takes them. Starts are eager, as its kind of connection allows. */
async function startDispatcherAlone(
  options: Partial<DispatcherOptions> = {},
  ...interceptors: WorkflowClientInterceptor[]
) {
  const connection = await NativeConnection.connect({ address: await addressOf('temporal') });
  const { namespace } = temporal.options;
  const dispatcher = startDispatcher({
    database: db.database,
    client: new Client({ connection, namespace, interceptors: { workflow: interceptors } }),
    lane: lanes.live,
    logger: pino({ level: 'silent' }),
    ...options,
  });
  return {
    started: (number: number) =>
      eventually(
        async () => dispatcher.counts.started,
        (started) => started === number,
      ),
    dispatcher,
    async stop() {
      await dispatcher.stop();
      await connection.close();
    },
  };
}

const signUp = (userId: string) => takeIn(db, { userId, name: 'Signed Up' });
const runsInOrder = () =>
  db.look<{ id: string; consumed: number }>('select id, consumed from journey_runs order by id');

it('a start that meets a running workflow signals it', async () => {
  // Nobody works: the workflow is there and its first turn is not taken, so the run counts as not started.
  const { started, stop } = await startDispatcherAlone();
  try {
    await signUp('cat');
    await started(1);
    const [run] = await runsInOrder();
    expect(run?.consumed).toBe(0);
    await takeIn(db, { userId: 'cat', name: 'Account Closed' });
    const signals = async () =>
      ((await temporal.workflow.getHandle(`welcome/${run?.id}`).fetchHistory()).events ?? []).filter(
        (event) => event.workflowExecutionSignaledEventAttributes,
      ).length;
    await eventually(signals, (times) => times === 1);
  } finally {
    await stop();
  }
});

it('a slow call to Temporal does not delay the notification of other runs', async () => {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const asked: string[] = [];
  const slowAtFirst: WorkflowClientInterceptor = {
    async startWithDetails(input, next) {
      asked.push(input.options.workflowId);
      if (asked.length === 1) await held;
      return next(input);
    },
  };
  const { started, stop } = await startDispatcherAlone({}, slowAtFirst);
  try {
    await signUp('dan');
    await eventually(
      async () => asked,
      ({ length }) => length === 1,
    );
    await signUp('eve');
    await started(1);
    expect(asked).toHaveLength(2);
    letGo();
    await started(2);
  } finally {
    letGo();
    await stop();
  }
});

it('a notification that Temporal took and lost is sent again', async () => {
  const { started, stop } = await startDispatcherAlone({ leaseMs: 1_000 });
  try {
    await signUp('fay');
    await started(1);
    const [run] = await runsInOrder();
    await temporal.workflow.getHandle(`welcome/${run?.id}`).terminate('by hand');
    await started(2);
  } finally {
    await stop();
  }
});

it('a burst waits in PostgreSQL: as many runs are notified as there are slots, the next after a turn', async () => {
  const { dispatcher, started, stop } = await startDispatcherAlone({
    slots: 4,
    turnTimeoutMs: 20_000,
    leaseMs: 60_000,
  });
  try {
    for (let number = 0; number < 10; number += 1) await signUp(`gus-${number}`);
    await started(4);
    await eventually(runsInOrder, ({ length }) => length === 10);
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // time enough to notify them all
    expect(dispatcher.counts.started).toBe(4);
    const [first] = await db.look<{ id: string }>(
      `select journey_run_id as id from outbox where leased_until > now() limit 1`,
    );
    await runTurn(db.database, first?.id as string, Date.now());
    await started(5);
  } finally {
    await stop();
  }
});

it('runs that do not move delay the others for a while only', async () => {
  const { started, stop } = await startDispatcherAlone({ slots: 4, turnTimeoutMs: 500, leaseMs: 60_000 });
  try {
    for (let number = 0; number < 10; number += 1) await signUp(`hal-${number}`);
    await started(10);
  } finally {
    await stop();
  }
});
