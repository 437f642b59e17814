import type { Provider, SendResult, SmsAccount } from './channel.ts';
import { createOutbound, type OutboundOptions } from './outbound.ts';
import { readTwilioAnswer, twilioRequest } from './twilio.ts';

/** A provider that refuses us is left out for so long, where there is another. */
const LEFT_OUT_MS = 60_000;

/**
 * Text messages, by the providers that the workspace ranks. Failover is for what is known not to be accepted only:
 *   TRYING a provider  accepted, unknown, failed-permanently  ▶ that is the attempt's result
 *   TRYING a provider  failed-temporarily                     ▶ TRYING the next one; the last one's failure is the result
 * A provider that refuses us (login, account, rate) is tried last for a minute. All of them share one attempt's time.
 */
export function createSmsProvider({
  publicUrl,
  remember,
  timeoutMs,
  ...limits
}: OutboundOptions & {
  /** Where providers reach the API, which they report to. */
  readonly publicUrl: string | undefined;
  /** Notes whom a number stands for. */
  readonly remember: (messageId: string, phoneNumber: string) => Promise<void>;
}): Provider {
  const opened = new Map<number, ReturnType<typeof createOutbound>>(); // by how many share the time
  const leftOutUntil = new Map<string, number>();
  const outboundFor = (sharers: number) => {
    const known = opened.get(sharers) ?? createOutbound({ ...limits, timeoutMs: Math.floor(timeoutMs / sharers) });
    opened.set(sharers, known);
    return known;
  };
  const isLeftOut = ({ name }: SmsAccount) => (leftOutUntil.get(name) ?? 0) > performance.now();

  return {
    async send({ key, address, parts, endpoint }, begin) {
      if (endpoint?.type !== 'sms') throw new Error('a text message needs an endpoint of type sms');
      const { providers } = endpoint;
      const outbound = outboundFor(providers.length);
      const text = (parts.body ?? '').trim();
      await remember(key, address);
      let begun = false;
      let last: SendResult | undefined;
      for (const account of [...providers].sort((one, other) => Number(isLeftOut(one)) - Number(isLeftOut(other)))) {
        if (!begun) await begin();
        begun = true;
        const { name } = account;
        const reportsTo = publicUrl && `${publicUrl}/v1/sms/${name}?message=${key}`;
        const request = twilioRequest(account, { to: address, text, reportsTo });
        const result = readTwilioAnswer(await outbound.request(request));
        if (result.result === 'accepted') leftOutUntil.delete(name);
        if (result.result !== 'failed-temporarily') return result;
        if (result.refusesUs) leftOutUntil.set(name, performance.now() + LEFT_OUT_MS);
        last = { ...result, detail: `${name}: ${result.detail}` };
      }
      if (!last) throw new Error('the endpoint has no provider');
      return last;
    },
    async close() {
      for (const outbound of opened.values()) outbound.close();
    },
  };
}
