import type { Mutation } from './mutation.ts';

const problems = 'api/problem-json.ts';
const databasePool = 'store/database/pool.ts';
const databaseTransaction = 'store/database/transaction.ts';
const databaseErrors = 'store/database/errors.ts';
const databaseTest = 'test/store/database/database.test.ts';
const away503 = { file: 'test/api/api.test.ts', title: 'answers 503 with Retry-After while PostgreSQL is away' };

export const outages: readonly Mutation[] = [
  {
    against: 'PostgreSQL unavailable: the API says so, with 503',
    edits: [
      {
        file: problems,
        with: 'if (error instanceof TemporaryFailure) {',
        without: "if (error instanceof TemporaryFailure && error.code === 'intake-busy') {",
      },
    ],
    test: away503,
  },
  {
    against: 'PostgreSQL unavailable: and when to come again',
    edits: [{ file: problems, with: "response.set('Retry-After', String(", without: 'void (String(' }],
    test: away503,
  },
  {
    against: 'PostgreSQL unavailable: a run pauses and is not stuck',
    edits: [
      {
        file: 'activities/or-stuck.ts',
        with: 'if (error instanceof TemporaryFailure) {',
        without: "if (error instanceof TemporaryFailure && !error.code.startsWith('database')) {",
      },
    ],
    test: {
      file: 'test/activities/run-turn.test.ts',
      title: 'asks Temporal for a retry when the database is away',
    },
  },
  {
    against: 'PostgreSQL unavailable for minutes: about fifty events of history a run',
    edits: [
      {
        file: 'workflows/journey-run.ts',
        with: "localRetryThreshold: '3s',",
        without: "localRetryThreshold: '10m',",
      },
    ],
    test: { file: 'test/system/servers-away.soak.ts', title: 'while PostgreSQL is unavailable, a turn pauses' },
  },
  {
    against: 'Temporal unavailable: the outbox keeps its rows until Temporal is notified',
    edits: [
      {
        file: 'worker/dispatcher.ts',
        with: 'counts.failed += 1;',
        without:
          "counts.failed += 1;\n      await database.query('delete from outbox where journey_run_id = ?', [journeyRunId]);",
      },
    ],
    test: { file: 'test/system/servers-away.soak.ts', title: 'while Temporal is unavailable, intake goes on' },
  },
  {
    against: 'Temporal back: the backlog drains in order',
    edits: [
      {
        file: 'store/outbox/outbox.ts',
        with: 'order by generation limit ? for update',
        without: 'limit ? for update',
      },
    ],
    test: { file: 'test/store/outbox/outbox.test.ts', title: 'leases the oldest rows first' },
  },
  {
    against: 'a provider unavailable: attempts are made again',
    edits: [
      {
        file: 'workflows/perform-job.ts',
        with: "retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },",
        without: 'retry: { maximumAttempts: 1 },',
      },
    ],
    test: { file: 'test/system/providers.soak.ts', title: 'a provider away' },
  },
  {
    against: 'a provider unavailable: less and less often',
    edits: [{ file: 'workflows/perform-job.ts', with: 'backoffCoefficient: 2', without: 'backoffCoefficient: 1' }],
    test: { file: 'test/system/providers.soak.ts', title: 'a provider away' },
  },
  {
    against: 'a provider that holds all its attempts up: other channels go on',
    edits: [
      {
        file: 'workflows/contract.ts',
        with: 'return `throughline-channel-${channel}`;',
        without: 'return `throughline-channel${channel.slice(0, 0)}`;',
      },
    ],
    test: { file: 'test/system/providers.soak.ts', title: 'holds up the mails and no other channel' },
  },
  {
    against: 'a full disk',
    edits: [
      {
        file: databaseErrors,
        with: "const TEMPORARY_CLASSES = ['08', '40', '53', ",
        without: "const TEMPORARY_CLASSES = ['08', '40', ",
      },
    ],
    test: { file: databaseTest, title: '53100 (disk full)' },
  },
  {
    against: 'an exhausted pool',
    edits: [{ file: databaseErrors, with: '|timeout exceeded when trying to connect', without: '' }],
    test: { file: databaseTest, title: 'a pool that is exhausted' },
  },
  {
    against: 'a write that fails without a waiting caller',
    edits: [{ file: databaseTransaction, with: '      if (failure) throw failure.why;\n', without: '' }],
    test: { file: databaseTest, title: 'a statement that is sent and not waited for' },
  },
  {
    against: 'a connection that is cut between two statements: the process would end',
    edits: [
      { file: databasePool, with: "  pool.on('connect', (client) => client.on('error', () => {}));\n", without: '' },
    ],
    test: { file: databaseTest, title: 'a connection that is cut between two statements' },
  },
  {
    against: 'a session that is another than the one our statements were prepared in',
    edits: [{ file: databaseErrors, with: "new Set(['26000', '42P05', '0A000'])", without: 'new Set<string>()' }],
    test: { file: databaseTest, title: 'a connection whose prepared statements are gone' },
  },
  {
    against: 'a PostgreSQL that is stopped: statements that are never answered',
    edits: [{ file: databasePool, with: '    query_timeout: limits.statementMs,\n', without: '' }],
    test: { file: 'test/api/database-silent.test.ts', title: 'answers 503 soon while PostgreSQL is stopped' },
  },
  {
    against: "customers' data in the log of PostgreSQL",
    edits: [{ file: 'devstack/postgres/postgres.ts', with: "    log_min_messages: 'log',\n", without: '' }],
    test: { file: 'test/api/database-silent.test.ts', title: 'keeps what was sent out of the log' },
  },
  {
    against: 'a cached plan from when its table was small',
    edits: [{ file: databasePool, with: ' -c enable_seqscan=off', without: '' }],
    test: { file: databaseTest, title: 'a cached plan' },
  },
];
