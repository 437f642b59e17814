import { environmentFor, readSettings } from '../../config/settings.ts';

test('with nothing set, everything is on loopback at the documented ports', () => {
  expect(readSettings({})).toMatchObject({
    host: '127.0.0.1',
    dataFolder: '.throughline',
    ports: {
      ...{ api: 4400, mailbox: 4401, mailboxSmtp: 4402, postgres: 4403, temporal: 4404, temporalUi: 4405 },
      ...{ apiMetrics: 4406, workerMetrics: 4407 },
    },
    metricsPort: undefined,
    apiUrl: 'http://127.0.0.1:4400',
    temporalNamespace: 'default',
    temporalTls: false,
    databaseUrl: undefined,
    logLevel: 'info',
  });
});

test('an empty variable counts as absent, and the direct URL falls back to the other', () => {
  const settings = readSettings({
    THROUGHLINE_API_PORT: ' ',
    DATABASE_URL: 'postgres://u@h/d',
    DATABASE_DIRECT_URL: '',
  });
  expect(settings.ports.api).toBe(4400);
  expect(settings.databaseDirectUrl).toBe('postgres://u@h/d');
});

test('an API key of Temporal turns TLS on, unless it is turned off', () => {
  expect(readSettings({ TEMPORAL_API_KEY: 'k' }).temporalTls).toBe(true);
  expect(readSettings({ TEMPORAL_API_KEY: 'k', TEMPORAL_TLS: 'false' }).temporalTls).toBe(false);
});

test('every faulty variable is named with a remedy, and no secret is repeated', () => {
  const read = (): unknown =>
    readSettings({
      THROUGHLINE_API_PORT: '99999',
      DATABASE_URL: 'mysql://user:hunter2@host/db',
      TEMPORAL_ADDRESS: 'http://temporal:7233',
      TEMPORAL_TLS: 'maybe',
      THROUGHLINE_METRICS_PORT: 'yes',
      THROUGHLINE_LOG_LEVEL: 'loud',
    });
  expect(read).toThrow(/THROUGHLINE_API_PORT: "99999" is no port/);
  expect(read).toThrow(/DATABASE_URL: .*postgres:\/\//);
  expect(read).toThrow(/TEMPORAL_ADDRESS: .*host:port\n.*without http/);
  expect(read).toThrow(/TEMPORAL_TLS/);
  expect(read).toThrow(/THROUGHLINE_METRICS_PORT: "yes" is no port\n.*for none/);
  expect(read).toThrow(/THROUGHLINE_LOG_LEVEL: .*\n.*trace/);
  expect(read).not.toThrow(/hunter2/);
});

test('proxies, networks and rates of the API are read, and have defaults', () => {
  expect(readSettings({})).toMatchObject({
    trustedProxies: [],
    rates: { sender: 1_000, key: 20_000, servers: ['loopback', 'linklocal', 'private'] },
  });
  const settings = readSettings({
    THROUGHLINE_TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
    THROUGHLINE_SERVER_NETWORKS: '192.0.2.7 2001:db8::/32',
    THROUGHLINE_SENDER_RATE: '50',
    THROUGHLINE_KEY_RATE: '0',
  });
  expect(settings).toMatchObject({
    trustedProxies: ['loopback', '10.0.0.0/8'],
    rates: { sender: 50, key: 0, servers: ['192.0.2.7', '2001:db8::/32'] },
  });
  const wrong = () => readSettings({ THROUGHLINE_TRUSTED_PROXIES: 'true', THROUGHLINE_SENDER_RATE: '1e3' });
  expect(wrong).toThrow(/THROUGHLINE_TRUSTED_PROXIES: "true" is no network\n.*loopback/);
  expect(wrong).toThrow(/THROUGHLINE_SENDER_RATE: "1e3" is no whole number\n.*0 is no limit/);
});

test('a child gets our environment with changes, and undefined takes a variable away', () => {
  const environment = environmentFor({ PATH: undefined, THROUGHLINE_HOST: '0.0.0.0' });
  expect(environment.THROUGHLINE_HOST).toBe('0.0.0.0');
  expect('PATH' in environment).toBe(false);
  expect(environment.HOME).toBe(process.env.HOME);
});
