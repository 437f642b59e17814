import { z } from 'zod';

/**
 * Configuration names secrets and never holds them. The prefix keeps a published configuration from reading other
 * variables of the process.
 */
export const secretReferenceSchema = z
  .strictObject({
    env: z
      .string()
      .regex(
        /^THROUGHLINE_SECRET_[A-Z0-9_]{1,80}$/,
        'must be the name of a variable that begins with THROUGHLINE_SECRET_',
      ),
  })
  .describe('The environment variable of API and worker that holds the value.');

export type SecretReference = z.infer<typeof secretReferenceSchema>;
