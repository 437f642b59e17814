import { portVariables, type Settings, type StackPorts } from '../../config/settings.ts';
import type { WantedPort } from './ports.ts';

/** Which ports this start will listen on: those of existing servers are left out. */
export function wantedPorts({ ports, host, databaseUrl, temporalAddress }: Settings): WantedPort[] {
  const want = (port: keyof StackPorts, wantedBy: string, onHost = host): WantedPort => ({
    ...{ port: ports[port], host: onHost, wantedBy, variable: portVariables[port] },
  });
  return [
    want('api', 'the API'),
    want('apiMetrics', "the API's metrics"),
    want('workerMetrics', "the worker's metrics"),
    want('mailbox', 'the mailbox'),
    want('mailboxSmtp', "the mailbox's SMTP server"),
    ...(databaseUrl === undefined ? [want('postgres', 'PostgreSQL', '127.0.0.1')] : []),
    ...(temporalAddress === undefined ? [want('temporal', 'Temporal'), want('temporalUi', "Temporal's UI")] : []),
  ];
}
