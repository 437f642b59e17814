import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';
import { regimeSchema } from './consent.ts';

/** What messages are about. Customers consent to topics, or decline them. */
export const topicsSchema = z
  .record(
    idSchema,
    z.strictObject({
      title: z.string().min(1).max(200).describe('As customers read it on the preferences page.'),
      description: z.string().max(1_000).optional().describe('What such messages are about, for the preferences page.'),
      regime: regimeSchema.optional().describe("Instead of the workspace's regime."),
    }),
  )
  .default({})
  .describe('Topic id ▸ topic.');
