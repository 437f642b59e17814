import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ProblemError } from '../core/base/problem.ts';
import type { ChannelSettings } from '../services/channels/index.ts';
import type { DkimOptions } from '../services/channels/smtp.ts';
import type { TemporalOptions } from '../worker/prepare-temporal.ts';
import type { Settings } from './settings.ts';

/** Where the parts of a deployment are, from the settings; a missing one is reported by the name of its variable. */
function required(value: string | undefined, name: string, what: string): string {
  if (value !== undefined) return value;
  const remedy = `Set ${name}; or run "throughline start", which brings its own.`;
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
  const outbound = { timeoutMs, allowPrivateAddresses };
  const smtp =
    smtpUrl === undefined ? undefined : { url: smtpUrl, from: mailFrom, timeoutMs, dkim: dkimOptions(settings) };
  if (webhookUrl === undefined) return { smtp, webhook: undefined, outbound };
  const secret = required(webhookSecret, 'THROUGHLINE_WEBHOOK_SECRET', 'with which secret are webhooks signed?');
  return { smtp, webhook: { url: webhookUrl, secret, timeoutMs, allowPrivateAddresses }, outbound };
}

/** All three settings, or none; the key must be one that mails can be signed with. */
function dkimOptions({ dkimDomain, dkimSelector, dkimKeyPath }: Settings): DkimOptions | undefined {
  if (dkimDomain === undefined && dkimSelector === undefined && dkimKeyPath === undefined) return undefined;
  const what = 'mails are signed by domain, selector and key together';
  const domain = required(dkimDomain, 'THROUGHLINE_DKIM_DOMAIN', what);
  const selector = required(dkimSelector, 'THROUGHLINE_DKIM_SELECTOR', what);
  const path = required(dkimKeyPath, 'THROUGHLINE_DKIM_KEY_PATH', what);
  const privateKey = readIfThere(path);
  if (privateKey === undefined || !isRsaKey(privateKey)) {
    const problem = privateKey === undefined ? 'the file is not there' : 'it holds no RSA private key in PEM';
    const remedy = 'Make one: openssl genrsa -out dkim.pem 2048';
    throw new ProblemError([{ code: 'unreadable-setting', where: 'THROUGHLINE_DKIM_KEY_PATH', problem, remedy }]);
  }
  return { domain, selector, privateKey };
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

/** Where a role serves metrics and health, if it is to. */
export function metricsAddress({ host, metricsPort }: Settings): { host: string; port: number } | undefined {
  return metricsPort === undefined ? undefined : { host, port: metricsPort };
}

/** The API and a key for it: as set, else those of the local stack in this folder. */
export function apiAccess(settings: Settings): { readonly apiUrl: string; readonly adminKey: string } {
  const adminKey = settings.adminKey ?? localKey(settings, 'admin');
  return { apiUrl: settings.apiUrl, adminKey: required(adminKey, 'THROUGHLINE_ADMIN_KEY', 'no admin key') };
}

export function writeKeyOf(settings: Settings): string {
  return required(settings.writeKey ?? localKey(settings, 'server'), 'THROUGHLINE_WRITE_KEY', 'no write key');
}

function localKey({ dataFolder }: Settings, kind: 'server' | 'admin'): string | undefined {
  const keys = readIfThere(path.join(dataFolder, 'keys.json'));
  return keys && (JSON.parse(keys) as Record<string, string | undefined>)[kind];
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
