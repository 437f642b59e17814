import { z } from 'zod';
import { idSchema } from '../journey/definition/names.ts';

/** People who are given tasks. */
export const groupsSchema = z
  .record(
    idSchema,
    z.strictObject({
      title: z.string().min(1).max(200).optional().describe('As lists of tasks show it.'),
      members: z.array(z.string().min(1).max(254)).min(1).max(200).describe('E-mail addresses or names.'),
      assign: z
        .enum(['rotation', 'none'])
        .default('none')
        .describe('rotation: each task goes to the next member. none: members claim tasks.'),
      alert: idSchema
        .optional()
        .describe(
          'An alert of this configuration that announces new tasks, reminders and escalations. Without it, the person whose turn it is gets a mail, if known by an address.',
        ),
    }),
  )
  .default({})
  .describe('Group id ▸ group.');
