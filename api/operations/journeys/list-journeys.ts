import { z } from 'zod';
import { eventNameSchema, idSchema } from '../../../core/journey/definition/index.ts';
import { entryEvents, subscribedEvents } from '../../../core/journey/subscriptions.ts';
import { createShortCache } from '../../../store/database/short-cache.ts';
import { listJourneys as list, listedStates } from '../../../store/journeys/journey-list.ts';
import { listLiveDefinitions } from '../../../store/journeys/journeys.ts';
import {
  type AllFigures,
  DAYS_SHOWN,
  figuresOf,
  readJourneyFigures,
} from '../../../store/measurement/journey-figures.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { publishedAt, trialHash } from './examples.ts';
import { versionFields } from './schemas.ts';

const figures = createShortCache<AllFigures>();
const days = (what: string) =>
  z
    .array(z.int())
    .length(DAYS_SHOWN)
    .describe(`${what} in each of the last ${DAYS_SHOWN} times 24 hours, oldest first.`);

const item = z.strictObject({
  id: idSchema,
  title: z.string().optional(),
  ...versionFields,
  updatedAt: moment.describe('When it was last published or unpublished, or an earlier version became live again.'),
  state: z
    .enum(listedStates)
    .describe(
      'live: customers enter. paused: runs take exits and goals only. draining: nobody enters, those inside finish. resuming: open again, runs that waited go on a few at a time. unpublished: it has no live version; nobody enters, those inside finish.',
    ),
  isObserved: z.boolean().describe('Runs that begin now take real events, and nothing of them leaves.'),
  purpose: z.string(),
  priority: z.int().describe('Orders messages to one customer under a shared cap; 50 unless said.'),
  owner: z.string().nullable(),
  reviewBy: z.string().nullable().describe('A date.'),
  tags: z.array(z.string()),
  open: z.int().describe('Open runs of all versions, without those that are stuck.'),
  stuck: z.int().describe('Runs that wait for an operator.'),
  entered: days('Runs that entered'),
  left: days('Runs that ended'),
  goal: z
    .strictObject({ entered: z.int(), reached: z.int() })
    .nullable()
    .describe('Of the runs that entered in the last 30 days, how many reached the goal. Null: there is none.'),
});

export const listJourneys = defineOperation({
  id: 'listJourneys',
  method: 'get',
  path: '/v1/journeys',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  summary: 'List the journeys',
  description:
    'Each journey with the version that customers enter now, its state, and figures. All of them: there is one page. Figures may be some seconds old.',
  query: z.strictObject({
    event: eventNameSchema.optional().describe('Only live journeys that react to this event.'),
    unpublished: z
      .stringbool()
      .optional()
      .describe('true: those without a live version, too, with their newest version.'),
  }),
  answer: {
    description: 'The journeys, by id.',
    schema: z.strictObject({
      items: z.array(item),
      countedAt: moment.describe('When the figures were read.'),
      isEstimated: z.boolean().describe('There are many open runs, and `open` is projected from a sample.'),
      next: z.null(),
    }),
    examples: {
      one: {
        summary: 'One journey',
        value: {
          items: [
            {
              id: 'trial',
              title: 'Trial',
              version: 1,
              hash: trialHash,
              publishedAt,
              publishedBy: 'test',
              updatedAt: publishedAt,
              state: 'live',
              isObserved: false,
              purpose: 'transactional',
              priority: 50,
              owner: null,
              reviewBy: null,
              tags: [],
              open: 0,
              stuck: 0,
              entered: [0, 0, 0, 0, 0, 0, 0],
              left: [0, 0, 0, 0, 0, 0, 0],
              goal: null,
            },
          ],
          countedAt: publishedAt,
          isEstimated: false,
          next: null,
        },
      },
    },
  },
  errors: [],
  async handle({ query: { event, unpublished = false }, workspace }, { database }) {
    const listed = await list(database, workspace, { unpublished });
    const reacting = event === undefined ? undefined : await journeysReactingTo(event);
    const all = await figures(database, workspace, () => readJourneyFigures(database, workspace));
    const items = listed
      .filter(({ journeyId }) => reacting === undefined || reacting.has(journeyId))
      .map(({ journeyId, hasGoal, ...journey }) => {
        const { goal, ...own } = figuresOf(all, journeyId);
        return { id: journeyId, ...journey, ...own, goal: hasGoal ? goal : null };
      });
    return { items, countedAt: all.at, isEstimated: all.isEstimated, next: null };

    async function journeysReactingTo(name: string): Promise<ReadonlySet<string>> {
      const definitions = await listLiveDefinitions(database, workspace);
      const reacts = definitions.filter(
        (each) => entryEvents(each).has(name) || subscribedEvents(each).has(name) || each.goal?.event === name,
      );
      return new Set(reacts.map(({ id }) => id));
    }
  },
});
