import { z } from 'zod';

export { kindOfChannel, nameOfChannel } from './channel-names.ts';

/** Ids and names in a definition. */
export type StepId = string;

export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab-case: small letters, digits and single hyphens')
  .max(80);

/** A channel: its kind, and a name where there are several of the kind, as in "webhook:crm". */
export const channelIdSchema = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*(:[a-z][a-z0-9]*(-[a-z0-9]+)*)?$/,
    'must be a kind of channel, or a kind and a name: "email", "webhook:crm"',
  )
  .max(120);

/** A named way out of a step. */
export const pathNameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'must begin with a letter and hold only letters, digits, hyphens and underscores')
  .max(80);

/** Name of the way out ▸ id of the next step, or null for the end of the journey. Which names: each step type says. */
export const pathsSchema = z.record(pathNameSchema, idSchema.nullable());

/** What every step may have beside its type's own settings. */
export const stepTitle = z.string().max(200).optional();

/** Trimmed, as intake trims the names of events: else they would never meet. */
export const eventNameSchema = z.string().trim().min(1).max(200);
