import { z } from 'zod';

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, such as "de" or "pt-BR"');

export const languagesSchema = z
  .strictObject({ default: languageSchema.default('en').describe('Of templates without a language of their own.') })
  .prefault({})
  .describe('Languages of messages.');
