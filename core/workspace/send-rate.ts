import { z } from 'zod';
import { isoDurationSchema, lengthOf } from '../base/duration.ts';
import { channelIdSchema, kindOfChannel } from '../journey/definition/names.ts';

const longestMs = 3_600_000;

const rateSchema = z.strictObject({
  most: z.int().min(1).max(100_000).describe('So many messages.'),
  per: isoDurationSchema
    .refine((length) => (lengthOf(length) ?? longestMs + 1) <= longestMs, 'must be at most one hour')
    .default('PT1S')
    .describe('In so much time.'),
  burst: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('So many may leave at once after a quiet time. As many as leave in a second unless said.'),
});

export type SendRate = z.infer<typeof rateSchema>;

/** How fast messages leave. */
export const sendRateSchema = z
  .record(channelIdSchema, rateSchema)
  .default({})
  .describe('Channel ▸ how many messages leave by it, transactional ones included, from all workers together.');

/** The rate of a channel, and under which name its messages share it. */
export function sendRateOf(
  rates: Readonly<Record<string, SendRate>>,
  channelId: string,
): { readonly name: string; readonly rate: SendRate } | undefined {
  const name = [channelId, kindOfChannel(channelId)].find((each) => Object.hasOwn(rates, each));
  const rate = name === undefined ? undefined : rates[name];
  return name === undefined || !rate ? undefined : { name, rate };
}

/** Milliseconds from one message to the next, and how far ahead of that pace a burst may run. */
export function paceOf({ most, per, burst }: SendRate): { readonly interval: number; readonly ahead: number } {
  const length = lengthOf(per) as number;
  const atOnce = burst ?? Math.max(1, Math.floor((most * 1_000) / length));
  const interval = length / most;
  return { interval, ahead: (atOnce - 1) * interval };
}
