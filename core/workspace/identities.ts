import { z } from 'zod';

/** Kinds of identities beside userId, anonymousId, email, phone and loyalty, and what browser keys may do. */
export const identitiesSchema = z
  .strictObject({
    kinds: z
      .array(
        z
          .string()
          .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be lower case letters, digits and underscores')
          .refine((kind) => kind !== 'push', 'is a kind of ours'),
      )
      .max(20)
      .default([])
      .describe('Own kinds, such as "member_card".'),
    browserMayChangeAddress: z
      .boolean()
      .default(true)
      .describe('Whether a call with a browser key may change e-mail or phone of a known userId.'),
  })
  .prefault({})
  .describe('By what customers are recognised.');
