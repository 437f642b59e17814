import { z } from 'zod';
import { channelKinds } from '../../../core/message/channel-kinds.ts';

/** Kinds of channels whose addresses can be suppressed. */
const kinds = Object.keys(channelKinds) as [keyof typeof channelKinds, ...(keyof typeof channelKinds)[]];

/** In a body and never in an address or log: it names somebody. */
export const suppressionBody = {
  limit: 4 * 1024,
  depth: 8,
  schema: z.strictObject({
    channel: z.enum(kinds).describe('The kind of the channel.'),
    address: z.string().trim().min(1).max(1_000).describe('As the customer has it; upper and lower case are the same.'),
  }),
  examples: { mail: { summary: 'An e-mail address', value: { channel: 'email', address: 'ann@example.com' } } },
} as const;
