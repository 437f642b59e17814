import type { z } from 'zod';
import type { ConsentSource } from '../../../core/customer/consent.ts';
import { recordConsents as record } from '../../../services/customers/consents.ts';
import type { Database } from '../../../store/database/database.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { customerNotFound, topicUnknown } from './errors.ts';
import { recorded } from './examples.ts';
import { recordedSchema, type statementsSchema } from './schemas.ts';

/** What the operations that take statements share. */
export const recording = {
  method: 'post',
  tag: 'consents',
  answer: {
    description: 'Stored. From now on no message is claimed that the customer does not consent to.',
    schema: recordedSchema,
    examples: { recorded: { summary: 'One statement', value: recorded } },
  },
} as const;

export async function recordStatements(
  database: Database,
  {
    workspace,
    named,
    customerId,
    source,
    statements,
  }: {
    workspace: string;
    /** As the request names the customer. */
    named: string;
    customerId: string | undefined;
    source: ConsentSource;
    statements: z.output<typeof statementsSchema>;
  },
): Promise<z.output<typeof recordedSchema>> {
  const { configuration } = await getConfiguration(database, database, workspace);
  const topics = Object.keys(configuration.topics);
  const wrong = statements.find(({ subject, name }) => subject === 'topic' && !topics.includes(name));
  if (wrong && topics.length > 0) throw topicUnknown(wrong.name, topics);
  const spoken = statements.map(({ subject: kind, name, ...said }) => ({ subject: { kind, name }, ...said }));
  const done = customerId && (await record(database, { workspace, customerId, source, statements: spoken }));
  if (!customerId || !done) throw customerNotFound(named);
  return { customerId: done.customerId, recorded: done.recorded };
}
