import { z } from 'zod';
import { definitionSchema, idSchema } from '../../../core/journey/definition/index.ts';
import { stepTypes } from '../../../core/journey/steps/index.ts';
import { moment } from '../../codecs.ts';

/** A step by its type's own schema, as the publish check reads it after the frame. */
export const stepSchema = z.union([...stepTypes.values()].map(({ schema }) => schema));

/** A definition whole: its frame with its steps. */
export const journeySchema = definitionSchema.extend({ steps: z.record(idSchema, stepSchema) });

/** A definition as it is stored: an earlier release may have published what today's schema would refuse. */
export const storedJourneySchema = z.looseObject({ id: idSchema });

export const versionFields = {
  version: z.int(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of what the definition means; titles are no part of it.'),
  publishedAt: moment,
  publishedBy: z
    .string()
    .nullable()
    .describe('Who published it first: a person, or the title of a key. Null: nobody said.'),
};
