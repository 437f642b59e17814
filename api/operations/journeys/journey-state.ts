import { z } from 'zod';
import { isoDurationSchema, lengthOf } from '../../../core/base/duration.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { countQueued } from '../../../store/journeys/entry-queues.ts';
import {
  actOnJourney as act,
  countHeldRuns,
  DEFAULT_PER_MINUTE,
  findJourneyState,
  journeyActs,
  listJourneyActs,
} from '../../../store/journeys/journey-states.ts';
import { findObservation } from '../../../store/journeys/observations.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { journeyNotFound } from './get-journey.ts';

const notLive = defineError({
  status: 409,
  code: 'journey-not-live',
  when: 'the journey has no live version',
  text: (id: string) => ({
    ...{ where: `journeys.${id}`, problem: 'the journey has no live version' },
    remedy: 'Publish it first.',
  }),
  example: ['win-back'],
});

const notPaused = defineError({
  status: 409,
  code: 'journey-not-paused',
  when: 'the journey is neither paused nor draining',
  text: (id: string) => ({
    ...{ where: `journeys.${id}`, problem: 'the journey is neither paused nor draining' },
    remedy: 'Nothing is to be resumed.',
  }),
  example: ['win-back'],
});

const observed = defineError({
  status: 409,
  code: 'journey-observed',
  when: 'the journey is observed already',
  text: (id: string) => ({
    ...{ where: `journeys.${id}`, problem: 'the journey is observed already' },
    remedy: 'End it with "go-live".',
  }),
  example: ['win-back'],
});

const notObserved = defineError({
  status: 409,
  code: 'journey-not-observed',
  when: 'the journey is not observed by its own switch',
  text: (id: string) => ({
    ...{ where: `journeys.${id}`, problem: 'the journey is not observed by its own switch' },
    remedy: 'Where the whole workspace is observed, its configuration says so ("observe").',
  }),
  example: ['win-back'],
});

const reason = z.string().trim().min(1).max(300);
const params = z.strictObject({ id: idSchema.describe('The id of a journey.') });
const shared = { tag: 'journeys', key: 'admin', params, notFound: journeyNotFound } as const;

const answer = z.strictObject({
  state: z.enum(['open', 'paused', 'draining', 'resuming']),
  entries: z.enum(['keep', 'drop']).nullable().describe('Of a paused one: whether customers enter and wait.'),
  reason: z.string().nullable(),
  by: z.string().nullable().describe('The title of the key, or the e-mail address of the person.'),
  since: moment.nullable(),
  perMinute: z.int().nullable().describe('Of one that resumes: so many runs.'),
  observed: z
    .strictObject({
      scope: z.enum(['journey', 'workspace']),
      reason: z.string(),
      by: z.string(),
      since: moment,
    })
    .nullable()
    .describe('Set while it is observed: runs that begin do so in real time, and nothing leaves.'),
  held: z.int().describe('Runs that came due and wait.'),
  queued: z.int().describe('Runs that wait for room, as the journey lets in only so many.'),
  acts: z
    .array(z.strictObject({ act: z.enum(journeyActs), reason: z.string(), by: z.string(), at: moment }))
    .describe('What operators did, the newest first.'),
});

const open = {
  state: 'open',
  entries: null,
  reason: null,
  by: null,
  since: null,
  perMinute: null,
  observed: null,
  held: 0,
  queued: 0,
  acts: [],
};

export const getJourneyState = defineOperation({
  ...shared,
  id: 'getJourneyState',
  method: 'get',
  path: '/v1/journeys/{id}/state',
  right: 'look',
  summary: 'Read whether a journey is open, paused or draining',
  description: 'And what operators did to it, and why.',
  answer: {
    description: 'Its state.',
    schema: answer,
    examples: { open: { summary: 'It is open', value: open } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const [state, observation, held, queued, acts] = await Promise.all([
      findJourneyState(database, workspace, id),
      findObservation(database, workspace, id),
      countHeldRuns(database, workspace, id),
      countQueued(database, workspace, id),
      listJourneyActs(database, workspace, id),
    ]);
    return {
      ...{
        ...open,
        ...state,
        state: state?.state ?? ('open' as const),
        entries: state?.entries ?? null,
        held,
        queued,
        acts,
      },
      observed: observation
        ? {
            scope: observation.journeyId === null ? ('workspace' as const) : ('journey' as const),
            reason: observation.reason,
            by: observation.by,
            since: observation.since,
          }
        : null,
    };
  },
});

export const actOnJourney = defineOperation({
  ...shared,
  id: 'actOnJourney',
  method: 'post',
  path: '/v1/journeys/{id}/state',
  right: 'operate',
  summary: 'Pause, resume, drain, unpublish or observe a journey',
  description: `- \`pause\`: runs take exits and goals and nothing else, and nothing leaves. Customers enter and wait, or do not enter.
- \`resume\`: ends a pause or a drain. Runs that came due are released at a rate, behind what comes in now; exits, expiry and
  \`onlyIf\` are judged again. With \`dropOlderThan\`, runs that waited longer exit with the reason \`too-old-after-pause\`.
- \`drain\`: nobody enters; those inside finish.
- \`observe\`: runs that begin from now on are observed: real events and waits, and nothing leaves. Live runs wait as in a pause.
- \`go-live\`: ends that. Observed runs exit with the reason \`observe-ended\`; live runs that waited are released.
- \`unpublish\`: no live version any more; those inside finish. Publishing again reopens it.

It counts for every event, turn and attempt that begins after the answer.`,
  body: {
    limit: 4 * 1024,
    depth: 4,
    schema: z.strictObject({
      act: z.enum(journeyActs),
      reason: reason.describe('For those who wonder; kept with who did it.'),
      entries: z.enum(['keep', 'drop']).optional().describe('Of a pause; keep unless said.'),
      perMinute: z.int().min(1).max(60_000).optional().describe(`Of a resume; ${DEFAULT_PER_MINUTE} unless said.`),
      dropOlderThan: isoDurationSchema
        .refine((duration) => lengthOf(duration) !== undefined, 'must be in weeks, days or less')
        .optional()
        .describe('Of a resume; none exit unless said.'),
    }),
    examples: { pause: { summary: 'Pause', value: { act: 'pause', reason: 'the shop is down', entries: 'keep' } } },
  },
  answer: {
    description: 'It is done.',
    schema: z.strictObject({ done: z.literal(true) }),
    examples: { done: { summary: 'Done', value: { done: true } } },
  },
  errors: [notLive, notPaused, observed, notObserved, dataRefused],
  async handle({ params: { id }, body: { dropOlderThan, ...asked }, workspace, keyTitle }, { database }) {
    const dropOlderThanMs = dropOlderThan === undefined ? undefined : lengthOf(dropOlderThan);
    const outcome = await act(database, { ...asked, workspace, journeyId: id, by: keyTitle, dropOlderThanMs });
    if (outcome === 'gone') throw journeyNotFound(id);
    if (outcome === 'not-live') throw notLive(id);
    if (outcome === 'not-paused') throw notPaused(id);
    if (outcome === 'observed') throw observed(id);
    if (outcome === 'not-observed') throw notObserved(id);
    return { done: true as const };
  },
});
