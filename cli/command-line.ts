import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pino, { type Logger } from 'pino';
import { coerceError, TemporaryFailure } from '../core/base/failure.ts';
import { ProblemError } from '../core/base/problem.ts';
import type { ChannelSettings } from '../services/channels/index.ts';
import type { TemporalOptions } from '../worker/prepare-temporal.ts';
import type { ApiAccess } from './api-client.ts';
import { readSettings, type Settings } from '../config/settings.ts';

/** Lines for people go to stdout, faults to stderr. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Wraps what a command does: what is wrong is told in sentences, and the exit code is 1. */
export function runCommand<Arguments extends unknown[]>(
  action: (settings: Settings, ...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  return async (...given) => {
    try {
      await action(readSettings(), ...given);
    } catch (thrown) {
      process.stderr.write(`${faultInWords(coerceError(thrown))}\n`);
      process.exitCode = 1;
    }
  };
}

function faultInWords(error: Error): string {
  if (error instanceof ProblemError) return error.message;
  if (error instanceof TemporaryFailure && error.code === 'database-away') {
    return `error: PostgreSQL does not answer (${error.message}). Start it, or set DATABASE_URL.`;
  }
  return `error: ${error.message}`;
}

/** pino: JSON on stderr, pretty on a terminal. Ids only; personal data never gets here. */
export function openLogger({ logLevel }: Settings, role: string): Logger {
  const options = { level: logLevel, base: { role } };
  if (process.stderr.isTTY)
    return pino({ ...options, transport: { target: 'pino-pretty', options: { destination: 2 } } });
  return pino(options, pino.destination({ fd: 2, sync: false }));
}

function required(value: string | undefined, name: string, what: string): string {
  if (value !== undefined) return value;
  const remedy = `Set ${name}; or run "npm start", which brings its own.`;
  throw new ProblemError([{ code: 'setting-missing', where: name, problem: `it is not set: ${what}`, remedy }]);
}

export function databaseUrls(settings: Settings): { url: string; directUrl: string } {
  const url = required(settings.databaseUrl ?? localDatabaseUrl(settings), 'DATABASE_URL', 'where is PostgreSQL?');
  return { url, directUrl: settings.databaseDirectUrl ?? url };
}

/** Of the local stack in this folder, where there is one. */
function localDatabaseUrl({ dataFolder, ports }: Settings): string | undefined {
  const password = readIfThere(path.join(dataFolder, 'postgres-password'))?.trim();
  return password && `postgres://throughline:${password}@127.0.0.1:${ports.postgres}/throughline`;
}

export function temporalOptions(settings: Settings): TemporalOptions {
  const { temporalTlsServerCaPath: ca, temporalTlsClientCertPath: cert, temporalTlsClientKeyPath: key } = settings;
  const tls = settings.temporalTls && {
    ...(ca && { serverRootCACertificate: readFileSync(ca) }),
    ...(cert && key && { clientCertPair: { crt: readFileSync(cert), key: readFileSync(key) } }),
  };
  return {
    address: required(
      settings.temporalAddress ?? (localDatabaseUrl(settings) && `127.0.0.1:${settings.ports.temporal}`),
      'TEMPORAL_ADDRESS',
      'where is the Temporal server?',
    ),
    namespace: settings.temporalNamespace,
    apiKey: settings.temporalApiKey,
    ...(tls && { tls }),
  };
}

/** Silence of an SMTP server, or a whole request, that ends an attempt; below the attempt's own limit of 20 s. */
const ATTEMPT_TIMEOUT_MS = 15_000;

/** The channels that are set up here. */
export function channelSettings(settings: Settings): ChannelSettings {
  const { smtpUrl, mailFrom, webhookUrl, webhookSecret, allowPrivateAddresses } = settings;
  const timeoutMs = ATTEMPT_TIMEOUT_MS;
  const smtp = smtpUrl === undefined ? undefined : { url: smtpUrl, from: mailFrom, timeoutMs };
  if (webhookUrl === undefined) return { smtp, webhook: undefined };
  const secret = required(webhookSecret, 'THROUGHLINE_WEBHOOK_SECRET', 'with which secret are webhooks signed?');
  return { smtp, webhook: { url: webhookUrl, secret, timeoutMs, allowPrivateAddresses } };
}

/** Where a role serves metrics and health, if it is to. */
export function metricsAddress({ host, metricsPort }: Settings): { host: string; port: number } | undefined {
  return metricsPort === undefined ? undefined : { host, port: metricsPort };
}

/** The API and a key for it: as set, else those of the local stack in this folder. */
export function apiAccess(settings: Settings): ApiAccess {
  const adminKey = settings.adminKey ?? localKey(settings, 'admin');
  return { apiUrl: settings.apiUrl, adminKey: required(adminKey, 'THROUGHLINE_ADMIN_KEY', 'no admin key') };
}

export function writeKeyOf(settings: Settings): string {
  return required(settings.writeKey ?? localKey(settings, 'write'), 'THROUGHLINE_WRITE_KEY', 'no write key');
}

function localKey({ dataFolder }: Settings, kind: 'write' | 'admin'): string | undefined {
  const keys = readIfThere(path.join(dataFolder, 'keys.json'));
  return keys && (JSON.parse(keys) as Record<string, string | undefined>)[kind];
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/**
 * Runs a role until it is told to stop (SIGTERM, SIGINT) or its parent is gone, then drains it. A second signal ends it
 * at once: nothing is lost by that, work under way is done again by whoever comes next.
 */
export async function serve(logger: Logger, role: { stop(): Promise<void>; died?: Promise<void> }): Promise<void> {
  process.send?.({ ready: true });
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
    if (process.send) process.once('disconnect', () => resolve('the parent is gone'));
  });
  const why = await Promise.race([stopAsked, ...(role.died ? [role.died.then(() => 'the worker ended')] : [])]);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
  logger.info({ why }, 'draining');
  await role.stop();
  logger.info('stopped');
  if (process.connected) process.disconnect();
}
