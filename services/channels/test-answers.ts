import type { Database } from '../../store/database/database.ts';
import { findTestAnswer } from '../../store/workspaces/test-answers.ts';
import type { Channel, Channels } from './channel.ts';

/** Channels of a worker in test mode: a story may say what a provider answers. All else works as it does in production. */
export function withTestAnswers(channels: Channels, database: Database): Channels {
  const answering = (channel: Channel): Channel => ({
    ...channel,
    provider: {
      ...channel.provider,
      async send(message, begin) {
        const answer = await findTestAnswer(database, message.key);
        if (answer === undefined) return channel.provider.send(message, begin);
        await begin();
        const result = answer === 'failed' ? 'failed-permanently' : answer;
        return { result, code: 'said-by-story', detail: 'a story says so' };
      },
    },
  });
  return new Map([...channels].map(([key, channel]) => [key, answering(channel)]));
}
