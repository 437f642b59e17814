import { type Problem, ProblemError } from '../core/base/problem.ts';
import { mailboxFault, smtpUrlFault } from './mail-settings.ts';
import { isNetwork } from './networks.ts';
import { defaultRates, type Rates } from './rates.ts';

/**
 * Everything that can be set from outside, read once from the environment: no other file looks at process.env.
 * An empty variable counts as absent (`THROUGHLINE_API_PORT= npm start`). All faults are reported at once, each with the
 * variable's name and what would do; a value that may be a secret is never repeated in them.
 */
export interface Settings {
  readonly databaseUrl: string | undefined;
  /** For LISTEN and migrations, which a transaction pooler cannot carry. Default: `databaseUrl`. */
  readonly databaseDirectUrl: string | undefined;
  readonly temporalAddress: string | undefined;
  readonly temporalNamespace: string;
  readonly temporalApiKey: string | undefined;
  /** Default: on where an API key is set. */
  readonly temporalTls: boolean;
  readonly temporalTlsServerCaPath: string | undefined;
  readonly temporalTlsClientCertPath: string | undefined;
  readonly temporalTlsClientKeyPath: string | undefined;
  readonly temporalBinary: string | undefined;
  readonly host: string;
  readonly dataFolder: string;
  readonly ports: StackPorts;
  /** Of this role's listener for metrics and health; undefined: there is none. */
  readonly metricsPort: number | undefined;
  readonly apiUrl: string;
  /** Where customers reach the API: the base of all links in messages. Default: `apiUrl`. */
  readonly publicUrl: string;
  readonly writeKey: string | undefined;
  readonly adminKey: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Domain, selector and path of the private key (PEM) that sign mails; all or none. */
  readonly dkimDomain: string | undefined;
  readonly dkimSelector: string | undefined;
  readonly dkimKeyPath: string | undefined;
  readonly webhookUrl: string | undefined;
  readonly webhookSecret: string | undefined;
  /** How long a message may wait for a worker that serves its channel, before its run goes on as if it had failed. */
  readonly unservedAfterMs: number;
  /** May outbound requests go to addresses that are not public? */
  readonly allowPrivateAddresses: boolean;
  /** Networks of proxies whose X-Forwarded-For the API believes. */
  readonly trustedProxies: readonly string[];
  /** Values of the secrets that a workspace's configuration may name: THROUGHLINE_SECRET_… */
  readonly namedSecrets: ReadonlyMap<string, string>;
  /** What senders may send to the API. */
  readonly rates: Rates;
  /** Stories may move the clock: for stacks that serve tests only. */
  readonly testMode: boolean;
  readonly logLevel: LogLevel;
  /** Folders to look for programs in, as PATH has them. */
  readonly programFolders: readonly string[];
}

export interface StackPorts {
  readonly api: number;
  readonly mailbox: number;
  readonly mailboxSmtp: number;
  readonly postgres: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly apiMetrics: number;
  readonly workerMetrics: number;
}

/** Which variable moves which port; also what the sentence about a taken port names. */
export const portVariables: Readonly<Record<keyof StackPorts, string>> = {
  api: 'THROUGHLINE_API_PORT',
  mailbox: 'THROUGHLINE_MAILBOX_PORT',
  mailboxSmtp: 'THROUGHLINE_MAILBOX_SMTP_PORT',
  postgres: 'THROUGHLINE_POSTGRES_PORT',
  temporal: 'THROUGHLINE_TEMPORAL_PORT',
  temporalUi: 'THROUGHLINE_TEMPORAL_UI_PORT',
  apiMetrics: 'THROUGHLINE_API_METRICS_PORT',
  workerMetrics: 'THROUGHLINE_WORKER_METRICS_PORT',
};

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const problems: Problem[] = [];
  const reader = createReader(environment, problems);
  const databaseUrl = reader.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  const temporalApiKey = reader.text('TEMPORAL_API_KEY');
  const apiPort = reader.port(portVariables.api, 4400);
  const apiUrl = reader.url('THROUGHLINE_API_URL', ['http:', 'https:']) ?? `http://127.0.0.1:${apiPort}`;
  const settings: Settings = {
    databaseUrl,
    databaseDirectUrl: reader.url('DATABASE_DIRECT_URL', ['postgres:', 'postgresql:']) ?? databaseUrl,
    temporalAddress: reader.hostAndPort('TEMPORAL_ADDRESS'),
    temporalNamespace: reader.text('TEMPORAL_NAMESPACE') ?? 'default',
    temporalApiKey,
    temporalTls: reader.flag('TEMPORAL_TLS') ?? temporalApiKey !== undefined,
    temporalTlsServerCaPath: reader.text('TEMPORAL_TLS_SERVER_CA_CERT_PATH'),
    temporalTlsClientCertPath: reader.text('TEMPORAL_TLS_CLIENT_CERT_PATH'),
    temporalTlsClientKeyPath: reader.text('TEMPORAL_TLS_CLIENT_KEY_PATH'),
    temporalBinary: reader.text('THROUGHLINE_TEMPORAL_BINARY'),
    host: reader.text('THROUGHLINE_HOST') ?? '127.0.0.1',
    dataFolder: reader.text('THROUGHLINE_DATA') ?? '.throughline',
    ports: {
      api: apiPort,
      mailbox: reader.port(portVariables.mailbox, 4401),
      mailboxSmtp: reader.port(portVariables.mailboxSmtp, 4402),
      postgres: reader.port(portVariables.postgres, 4403),
      temporal: reader.port(portVariables.temporal, 4404),
      temporalUi: reader.port(portVariables.temporalUi, 4405),
      apiMetrics: reader.port(portVariables.apiMetrics, 4406),
      workerMetrics: reader.port(portVariables.workerMetrics, 4407),
    },
    metricsPort: reader.optionalPort('THROUGHLINE_METRICS_PORT'),
    apiUrl,
    publicUrl: (reader.url('THROUGHLINE_PUBLIC_URL', ['https:', 'http:']) ?? apiUrl).replace(/\/+$/, ''),
    namedSecrets: reader.withPrefix('THROUGHLINE_SECRET_'),
    writeKey: reader.text('THROUGHLINE_WRITE_KEY'),
    adminKey: reader.text('THROUGHLINE_ADMIN_KEY'),
    smtpUrl: reader.smtpUrl('THROUGHLINE_SMTP_URL'),
    mailFrom: reader.mailbox('THROUGHLINE_MAIL_FROM') ?? 'Throughline <journeys@throughline.localhost>',
    dkimDomain: reader.text('THROUGHLINE_DKIM_DOMAIN'),
    dkimSelector: reader.text('THROUGHLINE_DKIM_SELECTOR'),
    dkimKeyPath: reader.text('THROUGHLINE_DKIM_KEY_PATH'),
    webhookUrl: reader.url('THROUGHLINE_WEBHOOK_URL', ['https:', 'http:']),
    webhookSecret: reader.signingSecret('THROUGHLINE_WEBHOOK_SECRET'),
    unservedAfterMs: (reader.hours('THROUGHLINE_UNSERVED_HOURS') ?? 24) * 3_600_000,
    allowPrivateAddresses: reader.flag('THROUGHLINE_ALLOW_PRIVATE_ADDRESSES') ?? false,
    trustedProxies: reader.networks('THROUGHLINE_TRUSTED_PROXIES') ?? [],
    rates: {
      sender: reader.count('THROUGHLINE_SENDER_RATE') ?? defaultRates.sender,
      key: reader.count('THROUGHLINE_KEY_RATE') ?? defaultRates.key,
      servers: reader.networks('THROUGHLINE_SERVER_NETWORKS') ?? defaultRates.servers,
    },
    testMode: reader.flag('THROUGHLINE_TEST_MODE') ?? false,
    logLevel: reader.oneOf('THROUGHLINE_LOG_LEVEL', logLevels) ?? 'info',
    programFolders: (environment.PATH ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean),
  };
  if (problems.length > 0) throw new ProblemError(problems);
  return settings;
}

/** What a child process gets: our own environment, with these on top (undefined takes a variable away). */
export function environmentFor(overrides: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, ...overrides };
  for (const [name, value] of Object.entries(overrides)) if (value === undefined) delete environment[name];
  return environment;
}

function createReader(environment: NodeJS.ProcessEnv, problems: Problem[]) {
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const fault = (name: string, problem: string, remedy: string): undefined => {
    problems.push({ code: 'unreadable-setting', where: name, problem, remedy });
    return undefined;
  };
  const isPort = (value: string) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535;
  return {
    text,
    withPrefix(prefix: string): ReadonlyMap<string, string> {
      const names = Object.keys(environment).filter((name) => name.startsWith(prefix));
      return new Map(
        names.flatMap((name) => (text(name) === undefined ? [] : [[name, text(name) as string] as const])),
      );
    },
    port(name: string, fallback: number): number {
      const value = text(name);
      if (value === undefined) return fallback;
      if (isPort(value)) return Number(value);
      fault(name, `"${value}" is no port`, `Set a whole number from 1 to 65535, or leave it out for ${fallback}.`);
      return fallback;
    },
    optionalPort(name: string): number | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      if (isPort(value)) return Number(value);
      return fault(name, `"${value}" is no port`, 'Set a whole number from 1 to 65535, or leave it out for none.');
    },
    count(name: string): number | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      if (/^\d{1,9}$/.test(value)) return Number(value);
      return fault(name, `"${value}" is no whole number`, 'Set how many calls a second are taken; 0 is no limit.');
    },
    hours(name: string): number | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      const hours = Number(value);
      if (/^\d{1,4}(\.\d{1,4})?$/.test(value) && hours > 0) return hours;
      return fault(name, `"${value}" is no number of hours`, 'Set hours above 0, such as 24 or 0.5.');
    },
    networks(name: string): string[] | undefined {
      const values = text(name)
        ?.split(/[\s,]+/)
        .filter(Boolean);
      const wrong = values?.find((value) => !isNetwork(value));
      if (wrong === undefined) return values;
      const remedy =
        'Set addresses and ranges with commas between: 10.1.2.3, 192.0.2.0/24, loopback, linklocal, private.';
      return fault(name, `"${wrong}" is no network`, remedy);
    },
    flag(name: string): boolean | undefined {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return undefined;
      if (value === 'true' || value === '1') return true;
      if (value === 'false' || value === '0') return false;
      return fault(name, `"${value}" is neither on nor off`, 'Set true or false.');
    },
    url(name: string, protocols: readonly string[]): string | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
      const form = `${protocols[0]}//…`;
      return fault(name, `this is no address of the form ${form}`, `Set one that begins with ${protocols[0]}//.`);
    },
    smtpUrl(name: string): string | undefined {
      const value = text(name);
      const wrong = value === undefined ? undefined : smtpUrlFault(value);
      return wrong ? fault(name, wrong.problem, wrong.remedy) : value;
    },
    mailbox(name: string): string | undefined {
      const value = text(name);
      const wrong = value === undefined ? undefined : mailboxFault(value);
      return wrong ? fault(name, wrong.problem, wrong.remedy) : value;
    },
    hostAndPort(name: string): string | undefined {
      const value = text(name);
      if (value === undefined || /^[^\s/]+:\d{1,5}$/.test(value)) return value;
      return fault(name, `"${value}" is no host:port`, 'Set it without http://, as in 127.0.0.1:7233.');
    },
    /** Of Standard Webhooks: whsec_ and 24 to 64 bytes in base64. */
    signingSecret(name: string): string | undefined {
      const value = text(name);
      if (value === undefined) return undefined;
      const [, base64] = /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(value) ?? [];
      const { length } = Buffer.from(base64 ?? '', 'base64');
      if (length >= 24 && length <= 64) return value;
      const problem = 'this is no signing secret: it must be whsec_ and 24 to 64 bytes in base64';
      return fault(name, problem, 'Make one: echo "whsec_$(openssl rand -base64 32)"');
    },
    oneOf<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return undefined;
      const choice = choices.find((candidate) => candidate === value);
      return choice ?? fault(name, `"${value}" is not known`, `Set one of: ${choices.join(', ')}.`);
    },
  };
}
