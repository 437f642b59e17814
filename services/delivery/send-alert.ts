import { PermanentFailure, TemporaryFailure } from '../../core/base/failure.ts';
import type { Database } from '../../store/database/database.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import type { Channels } from '../channels/channel.ts';
import { endpointOf } from './endpoints.ts';

export interface Alert {
  readonly workspace: string;
  /** A name in the configuration's section "alerts", or the e-mail address of one person. */
  readonly target: { readonly alert: string } | { readonly address: string };
  /** The id of what it is about: the Message-ID of a mail is made from it. */
  readonly key: string;
  readonly text: string;
  /** Of a mail; the first line of the text unless said. */
  readonly subject?: string | undefined;
}

/**
 * Alerts people inside the company, outside of any journey's message: a reminder of a task. Once resolved it was taken.
 * Throws a TemporaryFailure where trying again helps and nothing was sent, a PermanentFailure where it does not, or where
 * the alert may have arrived (AlertInDoubt): nobody is reminded twice. `begin` is awaited before the first irreversible byte.
 */
export async function sendAlert(
  {
    database,
    channels,
    namedSecrets,
  }: {
    readonly database: Database;
    readonly channels: Channels;
    readonly namedSecrets?: ReadonlyMap<string, string> | undefined;
  },
  { workspace, target, key, text, subject }: Alert,
  begin: () => Promise<void> = async () => {},
): Promise<void> {
  const { configuration } = await getConfiguration(database, database, workspace);
  const endpoint =
    'address' in target
      ? ({ type: 'email', to: [target.address] } as const)
      : endpointOf(`alert:${target.alert}`, configuration, namedSecrets);
  const channel = channels.get('alert:');
  if (!channel) throw new TemporaryFailure('channel-closed', 'alerts have no provider in this process');
  const parts = { text, ...(subject !== undefined && { subject }) };
  const result = await channel.provider.send({ key, address: 'staff', parts, endpoint }, begin);
  if (result.result === 'accepted') return;
  if (result.result === 'failed-temporarily')
    throw new TemporaryFailure(result.code, result.detail, { retryAfter: result.retryAfter });
  const MayHaveArrived = result.result === 'unknown' ? AlertInDoubt : PermanentFailure;
  throw new MayHaveArrived(result.code, result.detail);
}

/** The receiver gave no answer: the alert may have arrived. */
export class AlertInDoubt extends PermanentFailure {}
