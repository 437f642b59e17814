import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';
import { mappingSchema } from '../transfer/mapping.ts';
import { secretReferenceSchema } from './secret-reference.ts';

/** Forms of foreign webhooks; one file each in services/sources/forms. */
export const sourceTypes = ['own', 'hubspot', 'shopify', 'square', 'stripe', 'zendesk'] as const;

const place = z.string().min(1).max(500);

const callSchema = z
  .strictObject({
    when: z
      .record(
        place,
        z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()])).max(100)]),
      )
      .default({})
      .describe(
        'Place in the payload ▸ its value, or one of several. All must hold. `@topic` is what the sender calls it.',
      ),
    call: z.enum(['track', 'identify']).default('track'),
    event: z.string().trim().min(1).max(200).optional().describe('Of a track call: the name of the event.'),
    map: mappingSchema.describe(
      'Field of the call ▸ place in the payload: userId, email, timestamp, properties.total, …',
    ),
  })
  .refine(({ call, event }) => (call === 'track') === (event !== undefined), {
    path: ['event'],
    message: 'a track call needs it, and an identify call has none',
  });
export type SourceCall = z.output<typeof callSchema>;

const signatureSchema = z
  .strictObject({
    header: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'must be a header in small letters')
      .max(100),
    algorithm: z.enum(['sha256', 'sha512']).default('sha256').describe('HMAC over the body as it comes.'),
    encoding: z.enum(['hex', 'base64']).default('hex'),
    prefix: z.string().max(20).default('').describe('What stands before the signature, such as "sha256=".'),
  })
  .describe('How the sender signs. Without it: as Standard Webhooks says.');

const sourceSchema = z
  .strictObject({
    type: z
      .enum(sourceTypes)
      .describe('own: by `calls`; hubspot, shopify, square, stripe, zendesk: their signatures, with ready mappings.'),
    secrets: z
      .array(secretReferenceSchema)
      .min(1)
      .max(2)
      .describe('What verifies signatures; two while one is replaced.'),
    signature: signatureSchema.optional(),
    id: place.optional().describe('Of own: where the payload names itself. Without it, a repeat has the same body.'),
    topic: place.optional().describe('Of own: where the payload says what it is; `@topic` of the calls.'),
    identity: idSchema
      .optional()
      .describe("The kind of identity that the sender's own id of a customer is: userId, or a kind of the workspace."),
    calls: z.array(callSchema).max(50).default([]).describe('All whose `when` holds are made, before the ready ones.'),
    ready: z.boolean().default(true).describe('Whether the ready mappings of the type apply.'),
  })
  .refine(({ type, calls }) => type !== 'own' || calls.length > 0, {
    path: ['calls'],
    message: 'an own source needs at least one call',
  })
  .refine(({ type, signature, id, topic }) => type === 'own' || !(signature || id || topic), {
    path: ['type'],
    message: '"signature", "id" and "topic" belong to own sources',
  });
export type Source = z.output<typeof sourceSchema>;

/** Whose webhooks become events of customers: POST /v1/sources/<name>. */
export const sourcesSchema = z
  .record(idSchema, sourceSchema)
  .default({})
  .describe('Name ▸ whose webhooks become events of customers, at POST /v1/sources/<name>.');
