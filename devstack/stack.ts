import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { coerceError } from '../core/base/failure.ts';
import type { DevKeys } from './dev-keys.ts';
import { keptPushKey } from './dev-push-key.ts';
import { startMailbox } from './mailbox/mailbox.ts';
import { createChildRecords, stopLeftovers } from './processes/child-records.ts';
import type { Child } from './processes/children.ts';
import { takeLock } from './processes/lock.ts';
import { checkPorts } from './processes/ports.ts';
import { type Role, type RoleProgram, startRole } from './processes/roles.ts';
import { bothOrNeither, type WhenStopping } from './processes/side-by-side.ts';
import { wantedPorts } from './processes/stack-ports.ts';
import { inSeconds, type Reporter } from './reporter.ts';
import { bringUpDatabase, bringUpTemporal, type Surroundings } from './servers.ts';
import { stackProblem } from './stack-problem.ts';
import { reachable } from './temporal/temporal.ts';

/**
 * Everything behind `npm start`, in this order:
 *   lock ▸ leftovers of a killed start (they hold the ports, so before) ▸ ports ▸
 *   { PostgreSQL ▸ migrations ▸ keys } beside { Temporal's binary ▸ server ▸ namespace, search attributes } ▸
 *   mailbox ▸ API and worker
 * Each part that is up leaves how to take it down; stopping walks that list from its end, so that the roles drain while
 * all they need is still there. A start that fails, or is broken off, takes down what it had brought up.
 */
export interface Stack {
  readonly addresses: StackAddresses;
  readonly keys: DevKeys;
  readonly children: readonly Child[];
  stop(): Promise<void>;
}

export interface StackAddresses {
  readonly api: string;
  readonly mailbox: string;
  readonly apiMetrics: string;
  readonly workerMetrics: string;
  /** Undefined with an existing Temporal server: the address of its UI is not known. */
  readonly temporalUi: string | undefined;
  readonly temporal: string;
  readonly temporalNamespace: string;
  readonly smtp: string;
  readonly webhooks: string;
  readonly database: string;
}

export interface StackOptions {
  readonly settings: Settings;
  readonly reporter: Reporter;
  /** Breaks a start off. */
  readonly signal: AbortSignal;
  /** Kills all children at once, for people who press Ctrl-C twice. */
  readonly killSignal: AbortSignal;
  readonly roleProgram?: RoleProgram | undefined;
}

export async function startStack(options: StackOptions): Promise<Stack> {
  const takeDowns: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (let takeDown = takeDowns.pop(); takeDown !== undefined; takeDown = takeDowns.pop()) {
      try {
        await takeDown();
      } catch (error) {
        options.reporter.say(`while stopping: ${coerceError(error).message}`); // the others must still be stopped
      }
    }
  };
  try {
    return { ...(await bringUp(options, (takeDown) => takeDowns.push(takeDown))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(options: StackOptions, whenStopping: WhenStopping): Promise<Omit<Stack, 'stop'>> {
  const { settings, reporter, signal } = options;
  const dataFolder = resolve(settings.dataFolder);
  const logFolder = join(dataFolder, 'logs');
  makeFolder(logFolder);
  const lock = takeLock(dataFolder);
  whenStopping(() => lock.release());
  await stopLeftovers(dataFolder, reporter.say);
  const surroundings = guardChildren(options, dataFolder, whenStopping);
  await checkPorts(wantedPorts(settings));

  const [{ database, keys, userTokenKey }, temporal] = await bothOrNeither(
    signal,
    (either) => bringUpDatabase({ settings, dataFolder, logFolder }, { ...surroundings, signal: either }),
    (either) => bringUpTemporal({ settings, dataFolder, logFolder }, { ...surroundings, signal: either }),
    whenStopping,
  );
  signal.throwIfAborted();

  const { host, ports } = settings;
  const at = (port: number): string => `http://${reachable(host)}:${port}`;
  const feedbackSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const smsToken = randomBytes(16).toString('hex');
  const pushKey = keptPushKey(dataFolder);
  const mailbox = await startMailbox({
    ...{ host, httpPort: ports.mailbox, smtpPort: ports.mailboxSmtp, folder: join(dataFolder, 'mailbox') },
    stack: {
      ...{ api: at(ports.api), publicUrl: settings.publicUrl, workspace: 'default', userTokenKey, feedbackSecret },
      smsToken,
      ...{ writeKey: keys.browser, adminKey: keys.admin },
    },
  });
  whenStopping(() => mailbox.close());
  const addresses: StackAddresses = {
    api: at(ports.api),
    mailbox: at(ports.mailbox),
    apiMetrics: `${at(ports.apiMetrics)}/metrics`,
    workerMetrics: `${at(ports.workerMetrics)}/metrics`,
    temporalUi: temporal.child === undefined ? undefined : at(ports.temporalUi),
    temporal: temporal.address,
    temporalNamespace: settings.temporalNamespace,
    smtp: `smtp://${reachable(host)}:${ports.mailboxSmtp}`,
    webhooks: `${at(ports.mailbox)}/webhooks`,
    database: database.url,
  };
  const roles = await startRoles(
    options,
    {
      addresses,
      webhookSecret: mailbox.webhookSecret,
      feedbackSecret,
      smsToken,
      pushKey,
      directUrl: database.directUrl,
      logFolder,
    },
    surroundings,
    whenStopping,
  );
  lock.describe({
    api: addresses.api,
    mailbox: addresses.mailbox,
    ...(addresses.temporalUi ? { ui: addresses.temporalUi } : {}),
  });
  return {
    addresses,
    keys,
    children: [database.child, temporal.child, ...roles].filter((child) => child !== undefined),
  };
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const remedy = 'Make it writable for you, or set THROUGHLINE_DATA to a folder that is.';
    throw stackProblem('no-data-folder', path, `the folder cannot be made (${(error as Error).message})`, remedy);
  }
}

interface RoleSurroundings {
  readonly addresses: StackAddresses;
  readonly webhookSecret: string;
  readonly feedbackSecret: string;
  readonly smsToken: string;
  readonly pushKey: string;
  readonly directUrl: string;
  readonly logFolder: string;
}

async function startRoles(
  { settings, reporter, signal, roleProgram }: StackOptions,
  { addresses, webhookSecret, feedbackSecret, smsToken, pushKey, directUrl, logFolder }: RoleSurroundings,
  surroundings: Surroundings,
  whenStopping: WhenStopping,
): Promise<Child[]> {
  const startedAt = Date.now();
  const isOwnTemporal = addresses.temporalUi !== undefined;
  const environment = {
    DATABASE_URL: addresses.database,
    DATABASE_DIRECT_URL: directUrl,
    TEMPORAL_ADDRESS: addresses.temporal,
    TEMPORAL_NAMESPACE: addresses.temporalNamespace,
    // Ours has no TLS and no keys; what the shell has set is meant for another server.
    ...(isOwnTemporal && { TEMPORAL_API_KEY: undefined, TEMPORAL_TLS: 'false' }),
    // The mailbox, unless the settings name a server or a receiver: `start` says where messages go.
    THROUGHLINE_SMTP_URL: settings.smtpUrl ?? addresses.smtp,
    ...(settings.webhookUrl === undefined && {
      THROUGHLINE_WEBHOOK_URL: addresses.webhooks,
      THROUGHLINE_WEBHOOK_SECRET: webhookSecret,
    }),
    THROUGHLINE_ALLOW_PRIVATE_ADDRESSES: 'true',
    // What the example workspace names: its alerts go to the mailbox, which reports bounces and complaints as a provider.
    THROUGHLINE_SECRET_ALERTS: `${addresses.mailbox}/alerts`,
    THROUGHLINE_SECRET_MAILBOX: feedbackSecret,
    THROUGHLINE_SECRET_PUSH: pushKey,
    THROUGHLINE_SECRET_SMS: smsToken,
    THROUGHLINE_SECRET_SMS_URL: `${addresses.mailbox}/sms`,
    THROUGHLINE_API_URL: addresses.api,
    THROUGHLINE_PUBLIC_URL: settings.publicUrl,
    THROUGHLINE_API_PORT: String(settings.ports.api),
    THROUGHLINE_HOST: settings.host,
  };
  const { apiMetrics, workerMetrics } = settings.ports;
  const metricsPort = { api: String(apiMetrics), worker: String(workerMetrics) };
  const others = { logFolder, reporter, program: roleProgram };
  const start = (role: Role, either: AbortSignal): Promise<Child> =>
    startRole(
      { role, settings, environment: { ...environment, THROUGHLINE_METRICS_PORT: metricsPort[role] }, ...others },
      { ...surroundings, signal: either },
    );
  const [api, worker] = await bothOrNeither(
    signal,
    async (either) => takeDownLater(await start('api', either)),
    async (either) => takeDownLater(await start('worker', either)),
    () => undefined,
  );
  whenStopping(async () => {
    await Promise.all([api.child.stop(), worker.child.stop()]); // both drain at the same time
    reporter.say('  API and worker have drained and stopped');
  });
  const pids = `API: process ${api.child.pid()}, worker: process ${worker.child.pid()}`;
  reporter.say(`  API and worker are ready after ${inSeconds(Date.now() - startedAt)} (${pids})`);
  return [api.child, worker.child];
}

function takeDownLater(child: Child) {
  return { child, takeDown: () => child.stop() };
}

/** Whatever ends us without a stop (a bug, an exit somewhere) still asks the children to end. */
function guardChildren(
  { reporter, signal, killSignal }: StackOptions,
  dataFolder: string,
  whenStopping: WhenStopping,
): Surroundings {
  const records = createChildRecords(dataFolder);
  const onExit = (): void => records.signalAll('stop');
  const onKill = (): void => records.signalAll('kill');
  process.once('exit', onExit);
  killSignal.addEventListener('abort', onKill);
  whenStopping(() => {
    process.removeListener('exit', onExit);
    killSignal.removeEventListener('abort', onKill);
  });
  return { records, reporter, signal, say: reporter.say };
}
