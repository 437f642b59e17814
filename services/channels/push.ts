import { readPushParts } from '../../core/message/push.ts';
import type { PushSubscription } from '../../store/push/subscriptions.ts';
import type { Provider, SendResult } from './channel.ts';
import { resultWithoutAnswer } from './not-answered.ts';
import { createOutbound, type OutboundOptions, type OutboundResult } from './outbound.ts';
import { encryptForBrowser } from './push-encryption.ts';
import { readRetryAfter } from './retry-after.ts';
import { type VapidKeys, vapidAuthorization, vapidKeysOf } from './vapid.ts';

/** Seconds for which a push service keeps a message for a browser that is closed. */
const KEPT_S = 24 * 3_600;

/**
 * Web push: a message goes to all browsers of its customer, each by its own push service (RFC 8030). Of each browser:
 *   accepted             2xx
 *   gone                 404, 410, a private address, or keys that are none: the subscription is removed
 *   failed-temporarily   429, 5xx, no connection
 *   failed-permanently   every other answer: 403 from a browser that subscribed with another key, 413
 *   unknown              the connection stood, and no answer came
 * The message is accepted where one browser has it. Else unknown, then failed-temporarily, then failed-permanently counts.
 * Where all are gone it failed temporarily: the next attempt finds the customer without this channel, and another channel
 * of the step serves. A repeat is no second notification: push service and service worker replace one of the same id.
 * What a browser's address answers never speaks of our sender, since anybody may register an address.
 */
export function createPushProvider({
  subscriptions,
  ...limits
}: OutboundOptions & {
  readonly subscriptions: {
    list(messageId: string): Promise<readonly PushSubscription[]>;
    remove(ids: readonly string[]): Promise<void>;
  };
}): Provider {
  const outbound = createOutbound(limits);

  return {
    async send({ key, parts, endpoint }, begin) {
      if (endpoint?.type !== 'push') throw new Error('a push message needs an endpoint of type push');
      const content = readPushParts(parts);
      if ('problem' in content) return { result: 'failed-permanently', code: 'push-part', detail: content.problem };
      const keys = vapidKeysOf(endpoint.privateKey);
      if (!keys) return failed('secret-unreadable', 'the private key is not 32 bytes in base64url');
      const browsers = await subscriptions.list(key);
      if (browsers.length === 0) return failed('no-subscription', 'the customer has no browser any more');
      await begin();
      const text = JSON.stringify({ id: key, ...content, report: parts.report });
      const told = { text, id: key, keys, subject: endpoint.subject };
      const answers = await Promise.all(browsers.map(async (browser) => readAnswer(await sendTo(browser, told))));
      await subscriptions.remove(browsers.filter((_, place) => answers[place] === 'gone').map(({ id }) => id));
      return together(answers.filter((answer) => answer !== 'gone'));
    },
    async close() {
      outbound.close();
    },
  };

  async function sendTo(
    browser: PushSubscription,
    { text, id, keys, subject }: { text: string; id: string; keys: VapidKeys; subject: string },
  ): Promise<OutboundResult | undefined> {
    const body = encryptForBrowser(text, browser);
    const { endpoint } = browser;
    if (!body) return undefined;
    return outbound.request({
      url: endpoint,
      headers: {
        authorization: vapidAuthorization(keys, { endpoint, subject, now: Date.now() }),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(KEPT_S),
        topic: id.replaceAll('-', ''), // at most 32 characters of base64url
        urgency: 'normal',
      },
      body,
    });
  }
}

const NOT_FOUND = 404;
const GONE = 410;
const TOO_MANY = 429;

/** Undefined: nothing could be encrypted for it. */
function readAnswer(outcome: OutboundResult | undefined): SendResult | 'gone' {
  if (outcome === undefined || outcome.result === 'address-not-allowed') return 'gone';
  if (outcome.result !== 'answered') return resultWithoutAnswer(outcome);
  const { status, headers, body } = outcome;
  if (status < 300) return { result: 'accepted' };
  if (status === NOT_FOUND || status === GONE) return 'gone';
  const told = { code: `http-${status}`, detail: `${status} ${body.slice(0, 300)}` };
  if (status !== TOO_MANY && status < 500) return { result: 'failed-permanently', ...told };
  return { result: 'failed-temporarily', ...told, retryAfter: readRetryAfter(headers['retry-after']) };
}

const ranked = ['accepted', 'unknown', 'failed-temporarily', 'failed-permanently'] as const;

function together(answers: readonly SendResult[]): SendResult {
  const [first] = [...answers].sort((one, other) => ranked.indexOf(one.result) - ranked.indexOf(other.result));
  return first ?? failed('subscriptions-gone', 'all browsers of the customer are gone');
}

/** The next attempt is made at once, for another channel may serve. */
function failed(code: string, detail: string): SendResult {
  return { result: 'failed-temporarily', code, detail, retryAfter: code === 'secret-unreadable' ? undefined : 1_000 };
}
