import { composeRun } from '../../../core/journey/run-timeline/index.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { findRunView } from '../../../store/runs/run-views.ts';
import { defineOperation } from '../../define-operation.ts';
import { whyNot } from '../messages/list-messages.ts';
import { runNotFound, runParams } from './errors.ts';
import { openRun } from './examples.ts';
import { runViewSchema } from './schemas.ts';

export const getRun = defineOperation({
  id: 'getRun',
  method: 'get',
  path: '/v1/runs/{id}',
  tag: 'runs',
  key: 'admin',
  right: 'look',
  summary: 'Read one run',
  description:
    'With all that happened, as it is stored (inputs, visits, messages, tasks) and as one timeline in words, and what comes next.',
  params: runParams,
  notFound: runNotFound,
  answer: {
    description: 'The run.',
    schema: runViewSchema,
    examples: { open: { summary: 'A run that waits before its first mail', value: openRun } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const found = await findRunView(database, workspace, id);
    if (!found) throw runNotFound(id);
    const now = await workspaceClock(database, workspace).now();
    const messages = found.run.messages.map((message) => ({
      ...message,
      why: whyNot({ ...message, errorCode: message.attempts.at(-1)?.errorCode ?? null }),
    }));
    const { skipped, interrupts, calls, decisions, ...run } = { ...found.run, messages };
    return { ...run, ...composeRun({ ...found.run, messages }, found.definition, now) };
  },
});
