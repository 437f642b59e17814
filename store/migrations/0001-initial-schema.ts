import type { Knex } from 'knex';
import { bulkActs } from './initial-schema/bulk-acts.ts';
import { calls } from './initial-schema/calls.ts';
import { conditionFunctions } from './initial-schema/condition-functions.ts';
import { customerValues } from './initial-schema/customer-values.ts';
import { customers } from './initial-schema/customers.ts';
import { decisions } from './initial-schema/decisions.ts';
import { drafts } from './initial-schema/drafts.ts';
import { events } from './initial-schema/events.ts';
import { experiments, experimentViews } from './initial-schema/experiments.ts';
import { feedback } from './initial-schema/feedback.ts';
import { imports } from './initial-schema/imports.ts';
import { inbox } from './initial-schema/inbox.ts';
import { journeys } from './initial-schema/journeys.ts';
import { measures } from './initial-schema/measures.ts';
import { messages } from './initial-schema/messages.ts';
import { offers } from './initial-schema/offers.ts';
import { operation } from './initial-schema/operation.ts';
import { outbox } from './initial-schema/outbox.ts';
import { people } from './initial-schema/people.ts';
import { push } from './initial-schema/push.ts';
import { runs } from './initial-schema/runs.ts';
import { segments } from './initial-schema/segments.ts';
import { tasks } from './initial-schema/tasks.ts';
import { templates } from './initial-schema/templates.ts';
import { workspaces } from './initial-schema/workspaces.ts';

/** In the order in which their tables refer to each other. */
const subjects = [
  conditionFunctions,
  workspaces,
  people,
  customers,
  experiments,
  events,
  journeys,
  drafts,
  templates,
  runs,
  experimentViews,
  calls,
  messages,
  feedback,
  inbox,
  push,
  tasks,
  segments,
  measures,
  customerValues,
  decisions,
  offers,
  bulkActs,
  imports,
  outbox,
  operation,
];

/**
 * The initial schema, one file a subject in `initial-schema/`. Conventions: the workspace is a column of every table and
 * part of every key that people give; our own ids are UUIDv7; states are text with a check. Events are partitioned by
 * month of acceptance: maintenance makes the months ahead (event-partitions.ts), and a default partition takes the rest.
 *
 * Status and metrics must be cheap on tables of any size (store/measurement). They read partial indexes whose entries are
 * few (stuck, swept, unfinished), and a BRIN index on the time at which messages were created.
 */
export async function up(knex: Knex): Promise<void> {
  for (const statements of subjects) await knex.raw(statements);
}

export async function down(): Promise<void> {
  throw new Error('The initial schema has no way back: drop the database instead.');
}
