import type { Provider, SendResult } from './channel.ts';
import { resultWithoutAnswer } from './not-answered.ts';
import { createOutbound, type OutboundOptions } from './outbound.ts';

/**
 * Alerts to people inside the company: a chat's incoming webhook as Slack shaped it (Mattermost, Discord's /slack and
 * Google Chat take the same), or a mail to a list. Neither drops repeats, so an attempt without an answer is unknown.
 *   accepted            2xx
 *   failed-permanently  410, and what Slack says of a webhook or channel that is gone: 404 no_service, channel_is_archived
 *   failed-temporarily  every other answer, and no connection
 */
export function createAlertProvider({
  mails,
  ...limits
}: OutboundOptions & { readonly mails: Provider | undefined }): Provider {
  const outbound = createOutbound(limits);

  async function post(url: string, text: string, begin: () => Promise<void>): Promise<SendResult> {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      return { result: 'failed-temporarily', code: 'endpoint-unreadable', detail: 'the secret holds no address' };
    }
    await begin();
    const body = JSON.stringify({ text });
    const headers = { 'content-type': 'application/json', 'user-agent': 'throughline' };
    const outcome = await outbound.request({ url, headers, body });
    if (outcome.result !== 'answered') return resultWithoutAnswer(outcome);
    const { status } = outcome;
    if (status >= 200 && status < 300) return { result: 'accepted' };
    const told = { code: `http-${status}`, detail: `${status} ${outcome.body.slice(0, 1_000)}` };
    return { result: isGone(status, outcome.body) ? 'failed-permanently' : 'failed-temporarily', ...told };
  }

  return {
    async send(message, begin) {
      const { endpoint, parts, key } = message;
      const text = parts.text ?? '';
      if (endpoint?.type === 'slack') return post(endpoint.url, text, begin);
      if (endpoint?.type !== 'email') throw new Error('an alert needs an endpoint of type slack or email');
      if (!mails)
        return { result: 'failed-temporarily', code: 'no-mail-server', detail: 'THROUGHLINE_SMTP_URL is not set' };
      const subject = parts.subject ?? text.split('\n')[0] ?? '';
      return mails.send(
        { key, address: '', recipients: endpoint.to, parts: { subject: subject.slice(0, 200), text } },
        begin,
      );
    },
    async close() {
      outbound.close();
    },
  };
}

/** Slack's own words: https://api.slack.com/messaging/webhooks#handling_errors */
function isGone(status: number, body: string): boolean {
  return status === 410 || (status === 404 && /^(no_service|no_team|channel_not_found)/.test(body.trim()));
}
