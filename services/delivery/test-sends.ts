import { TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { keyOfChannel } from '../../core/message/select-channel.ts';
import { codeOf } from '../../store/measurement/failures.ts';
import {
  type ClaimedTestSend,
  claimTestSends,
  giveUpLostTestSends,
  markTestSending,
  settleTestSend,
} from '../../store/messages/test-sends.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import type { AttemptDependencies } from './attempt.ts';
import { endpointOf } from './endpoints.ts';

type TestSendDependencies = Pick<AttemptDependencies, 'database' | 'channels' | 'namedSecrets' | 'leaseMs'>;
type Outcome = Parameters<typeof settleTestSend>[2];

const MOST_AT_ONCE = 5;

/**
 * Sends the test messages that people asked for, each at most once and by the provider itself: neither a breaker nor a
 * message's retries stand between. Several workers may do this at once; a claim gives a message to one of them.
 */
export async function sendTestMessages(dependencies: TestSendDependencies): Promise<void> {
  const { database, channels, leaseMs } = dependencies;
  await giveUpLostTestSends(database);
  const claimed = await claimTestSends(database, {
    ...{ served: [...channels.keys()], token: newId(), leaseMs, limit: MOST_AT_ONCE },
  });
  await Promise.all(
    claimed.map(async (test) => settleTestSend(database, test, await attempt(dependencies, test).catch(failed))),
  );
}

async function attempt(dependencies: TestSendDependencies, test: ClaimedTestSend): Promise<Outcome> {
  const { database, channels, namedSecrets } = dependencies;
  const { id, channel: channelId, workspace, address, askedBy, askedAt } = test;
  const channel = channels.get(keyOfChannel(channelId));
  const parts = channel?.test?.({ id, channel: channelId, askedBy, at: new Date(askedAt).toISOString() });
  if (!channel || !parts) return { state: 'failed', code: 'no-test', detail: 'this channel sends no tests' };
  const { configuration } = await getConfiguration(database, database, workspace);
  const endpoint = endpointOf(channelId, configuration, namedSecrets);
  const message = { key: id, address: address ?? channel.addressOf({}) ?? '', parts, endpoint };
  const result = await channel.provider.send(message, async () => {
    if (!(await markTestSending(database, test))) throw new TemporaryFailure('claim-lost', 'the lease ended');
  });
  if (result.result === 'accepted') return { state: 'accepted', detail: result.providerId ?? '' };
  const { code, detail } = result;
  return { state: result.result === 'unknown' ? 'unknown' : 'failed', code, detail };
}

/** Nothing was sent: the configuration lacks the name, a secret is not set, or the claim was lost. */
function failed(thrown: unknown): Outcome {
  return { state: 'failed', code: codeOf(thrown), detail: thrown instanceof Error ? thrown.message : '' };
}
