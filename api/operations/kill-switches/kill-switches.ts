import { z } from 'zod';
import { COUNTED_UP_TO } from '../../../store/measurement/backlog.ts';
import { codeOf } from '../../../store/measurement/failures.ts';
import {
  countStoppedMessages,
  liftKillSwitch as lift,
  listKillSwitches as list,
  releaseStoppedMessages,
  setKillSwitch as set,
} from '../../../store/messages/kill-switches.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { exampleKillSwitch, killSwitchParams, killSwitchSchema, killSwitchView, placeOf } from './schemas.ts';

const notStopped = defineError({
  status: 404,
  code: 'not-found',
  when: 'it is not stopped, or its name can be none',
  text: (id: string) => ({
    where: `kill-switches.${id}`,
    problem: 'this is not stopped',
    remedy: 'GET /v1/kill-switches lists what is. An id is "workspace", "channel:email" or "journey:win-back".',
  }),
  example: ['channel:email'],
});

const shared = { tag: 'messages', key: 'admin' } as const;

export const listKillSwitches = defineOperation({
  ...shared,
  right: 'look',
  id: 'listKillSwitches',
  method: 'get',
  path: '/v1/kill-switches',
  summary: 'List what is stopped',
  description: 'The kill switches that are on, the oldest first, and how many messages wait for one to be lifted.',
  answer: {
    description: 'What is stopped.',
    schema: z.strictObject({
      items: z.array(killSwitchSchema),
      waiting: z.int().describe(`Messages that were deferred by one; counted up to ${COUNTED_UP_TO}.`),
    }),
    examples: { one: { summary: 'E-mail is stopped', value: { items: [exampleKillSwitch], waiting: 412 } } },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const items = (await list(database, workspace)).map(killSwitchView);
    return { items, waiting: await countStoppedMessages(database, workspace, COUNTED_UP_TO) };
  },
});

export const setKillSwitch = defineOperation({
  ...shared,
  right: 'operate',
  id: 'setKillSwitch',
  method: 'put',
  path: '/v1/kill-switches/{id}',
  summary: 'Stop what leaves',
  description: `Of the whole workspace, one channel or one journey. It counts for every attempt that begins after the answer;
attempts under way end. Runs go on: their messages wait, until it is lifted or they expire. Set again, the newer reason counts.`,
  params: killSwitchParams,
  notFound: notStopped,
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({ reason: z.string().trim().min(1).max(300).describe('For those who wonder.') }),
    examples: { reason: { summary: 'With a reason', value: { reason: exampleKillSwitch.reason } } },
  },
  answer: {
    description: 'It is on.',
    schema: killSwitchSchema,
    examples: { on: { summary: 'E-mail is stopped', value: exampleKillSwitch } },
  },
  errors: [dataRefused],
  async handle({ params: { id }, body: { reason }, workspace, keyTitle }, { database }) {
    const place = { workspace, ...placeOf(id, workspace) };
    return killSwitchView(await set(database, { ...place, reason, setBy: keyTitle }));
  },
});

export const liftKillSwitch = defineOperation({
  ...shared,
  right: 'operate',
  id: 'liftKillSwitch',
  method: 'delete',
  path: '/v1/kill-switches/{id}',
  summary: 'Let it leave again',
  description: `Messages that waited go in the order of their ids, behind what comes in now and no faster than workers and providers
take them. Those that another switch stops wait on.`,
  params: killSwitchParams,
  notFound: notStopped,
  answer: doneAnswer('It is off.'),
  errors: [],
  async handle({ params: { id }, workspace }, { database, logger }) {
    if (!(await lift(database, { workspace, ...placeOf(id, workspace) }))) throw notStopped(id);
    // Not waited for: there may be many. Those that are not told look again by themselves.
    releaseStoppedMessages(database, workspace).catch((error: unknown) =>
      logger.warn({ code: codeOf(error) }, 'not all stopped messages were told that they may leave'),
    );
    return done;
  },
});
