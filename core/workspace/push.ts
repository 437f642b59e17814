import { z } from 'zod';
import { secretReferenceSchema } from './secret-reference.ts';

/** Who sends web push messages (VAPID, RFC 8292). Without this section there is no channel "push". */
export const pushSchema = z
  .strictObject({
    subject: z
      .string()
      .max(300)
      .regex(
        /^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s/]+\S*)$/,
        'must be mailto: and an address, or an https:// address',
      )
      .describe('Where push services reach you if your messages make trouble: mailto:you@example.com.'),
    privateKey: secretReferenceSchema.describe(
      'The private key, as "throughline keys web-push" prints it. Browsers subscribe with the public key that belongs to it.',
    ),
  })
  .optional()
  .describe('Who sends messages by web push.');
