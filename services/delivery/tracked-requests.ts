import { type MachineSign, signOfRequest } from '../../core/message/machine-signs.ts';
import { findFeedbackMessages } from '../../store/messages/feedback.ts';
import type { LinkPayload } from '../access/signed-link.ts';
import { type FeedbackDependencies, recordFeedback } from './feedback.ts';

export type { FeedbackDependencies } from './feedback.ts';

export interface HttpRequest {
  readonly method: string;
  readonly userAgent: string | undefined;
}

/** Requests of the same kind within this time are one: a mail program may load a picture several times at once. */
const ONE_SIGN_MS = 1_000;

/** Records a request for a pixel or a link, told apart by what it shows of a machine. Never throws: see `failed`. */
export async function recordTracked(
  dependencies: FeedbackDependencies,
  { purpose, workspace, messageId, url, links }: LinkPayload,
  { method, userAgent }: HttpRequest,
): Promise<void> {
  if (messageId === undefined) return;
  try {
    const message = (await findFeedbackMessages(dependencies.database, workspace, [messageId])).get(messageId);
    if (!message) return;
    const { now: at, deliveredAt, acceptedAt } = message;
    const kind = purpose === 'open' ? 'opened' : 'clicked';
    const machine: MachineSign | undefined = signOfRequest({
      ...{ kind, method, userAgent, at },
      isHiddenLink: kind === 'clicked' && url === undefined,
      deliveredAt: deliveredAt ?? acceptedAt ?? undefined,
    });
    const identity = [kind, url ?? '', machine ?? '', Math.floor(at / ONE_SIGN_MS)].join('\n');
    await recordFeedback(dependencies, { workspace, source: 'tracking' }, [
      { messageId, kind, identity, at, url, links, machine },
    ]);
  } catch (thrown) {
    dependencies.failed?.(thrown);
  }
}
