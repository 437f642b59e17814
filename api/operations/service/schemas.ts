import { z } from 'zod';
import { moment } from '../../codecs.ts';

/** A number of rows. */
export const count = z.int().min(0);

/** Channels whose provider refuses us. */
export const refusedChannels = z
  .array(
    z.strictObject({
      channel: z.string(),
      code: z.string().describe('Of the newest refusal.'),
      errorId: z.uuid().nullable(),
      since: moment,
      lastAt: moment,
    }),
  )
  .describe('Channels whose provider refuses us: their messages wait.');

/** Channels that no live worker serves. */
export const unservedChannels = z.array(z.strictObject({ channel: z.string(), messages: count, since: moment }));
