import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';

const measured = {
  opens: z.boolean().optional().describe('A pixel in e-mails.'),
  links: z.boolean().optional().describe('Links in e-mails lead through our redirect.'),
};

/** What is measured of messages. The purpose "tracking" of consent is asked as well. */
export const trackingSchema = z
  .strictObject({
    opens: z.boolean().default(true).describe('A pixel in e-mails.'),
    links: z.boolean().default(true).describe('Links in e-mails lead through our redirect.'),
    topics: z.record(idSchema, z.strictObject(measured)).default({}).describe('Settings of single topics.'),
  })
  .prefault({})
  .describe('What is measured of messages.');
