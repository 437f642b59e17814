import type { Provider, SendResult } from './channel.ts';
import { resultWithoutAnswer } from './not-answered.ts';
import { createOutbound, type OutboundOptions, type OutboundResult } from './outbound.ts';
import { readRetryAfter } from './retry-after.ts';
import { signedHeaders } from './signed-request.ts';

export interface WebhookOptions {
  /** http: or https: */
  readonly url: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
  /** For the whole attempt, in milliseconds. */
  readonly timeoutMs: number;
  readonly allowPrivateAddresses: boolean;
}

/**
 * Messages as signed requests to endpoints: the one of the settings, and those that the workspace names. By the Standard
 * Webhooks specification: the receiver verifies `webhook-signature` over id, time and body, and drops a `webhook-id` that it has had. The id is the message's, the
 * same in every attempt, so what may have arrived is simply sent again; time and signature are each attempt's own.
 *   accepted          2xx, whatever the body says, and also if it breaks off
 *   failed-temporarily   no connection; every other answer, as the specification says: a receiver that lost its secret or
 *                     its route (401, 404) gets them back. A redirect is not followed. A Retry-After is kept, for up to five minutes
 *   failed-permanently   410 (gone); a private address
 *   unknown           the connection stood, and no answer came: delivery makes another attempt, under the same id
 */
export function createWebhookProvider({
  endpoint: ownEndpoint,
  ...limits
}: OutboundOptions & { readonly endpoint?: Pick<WebhookOptions, 'url' | 'secret'> | undefined }): Provider {
  const outbound = createOutbound(limits);

  return {
    async send({ key, parts, endpoint: named }, begin) {
      const endpoint = named?.type === 'webhook' ? named : ownEndpoint;
      if (!endpoint) throw new Error('a webhook needs an endpoint');
      const body = parts.body ?? '';
      const headers = signedHeaders(endpoint.secret, key, body);
      if (!headers) {
        return {
          result: 'failed-temporarily',
          code: 'secret-unreadable',
          detail: 'the secret is not whsec_ and base64',
        };
      }
      await begin();
      return classify(await outbound.request({ url: endpoint.url, headers, body }));
    },
    async close() {
      outbound.close();
    },
  };
}

const GONE = 410;

function classify(outcome: OutboundResult): SendResult {
  if (outcome.result !== 'answered') return resultWithoutAnswer(outcome);
  const { status, headers, body } = outcome;
  if (status < 300) return { result: 'accepted' };
  const detail = `${status} ${body.slice(0, 1_000)}`;
  const told = { code: status < 400 ? `redirect-${status}` : `http-${status}`, detail };
  if (status === GONE) return { result: 'failed-permanently', ...told };
  return { result: 'failed-temporarily', ...told, retryAfter: readRetryAfter(headers['retry-after']) };
}
