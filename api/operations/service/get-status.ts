import { z } from 'zod';
import { packageVersion } from '../../../config/package-root.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { listChannelsInUse } from '../../../store/journeys/journeys.ts';
import { COUNTED_UP_TO } from '../../../store/measurement/backlog.ts';
import { readStatus } from '../../../store/measurement/status.ts';
import { messageStates } from '../../../store/messages/messages.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';
import { killSwitchSchema, killSwitchView } from '../kill-switches/schemas.ts';
import { count, refusedChannels, unservedChannels } from './schemas.ts';

const ageMs = count.nullable();

const latencySchema = z
  .strictObject({ measured: count.describe('The newest 10,000 at most.'), p50Ms: count, p99Ms: count })
  .nullable();

const statusSchema = z.strictObject({
  version: z.string().describe('Of the program that answers.'),
  now: moment,
  openRuns: z.strictObject({
    total: count.describe('Stuck ones, too.'),
    estimated: z.boolean().describe('They are many, and their numbers are projected from a sample.'),
    byVersion: z.array(z.strictObject({ journey: idSchema, version: z.int(), runs: count })),
  }),
  backlog: z.strictObject({
    stuck: count.describe('Open runs that wait for an operator.'),
    overdue: count.describe('Open runs that have not moved for half a minute after they should.'),
    oldestInputAgeMs: ageMs.describe(
      'How long the oldest input has waited for a turn that takes it; null: none waits.',
    ),
    queued: count.describe('Runs in the outbox: something waits for them, and their turn is still to come.'),
    oldestQueuedAgeMs: ageMs.describe('How long the oldest of them has waited; null: none waits.'),
  }),
  stuckRuns: z
    .array(
      z.strictObject({
        id: z.uuid(),
        journey: idSchema,
        stuckAt: moment,
        errorId: z.uuid().nullable().describe('Under this id the log and the database have details.'),
        errorCode: z.string().nullable(),
      }),
    )
    .describe('Those that have been stuck for longest, five at most.'),
  messages: z
    .array(z.strictObject({ channel: z.string(), state: z.enum(messageStates), messages: count }))
    .describe('Messages that were requested in the last hour. What the states mean: see the messages of a run.'),
  retried: count.describe('Messages whose last attempt failed and that are tried again, however old.'),
  unknown: count.describe('Messages without an outcome that wait for a decision, however old.'),
  alarms: refusedChannels,
  unserved: unservedChannels.describe(
    'Channels that no live worker serves, and the messages that wait there. They fail after 24 hours, or THROUGHLINE_UNSERVED_HOURS of the workers.',
  ),
  killSwitches: z.array(killSwitchSchema).describe('What is stopped: its messages wait.'),
  events: z.strictObject({ lastMinute: count, lastHour: count }).describe('Events that were accepted.'),
  latencies: z
    .strictObject({
      clickToAcceptance: latencySchema.describe(
        "From an event's own time to its acceptance, without those that came more than a day late.",
      ),
      acceptanceToProvider: latencySchema.describe(
        'From the acceptance of an event to the acceptance, by the provider, of a message that it led to at once: without waits, pauses and deferrals.',
      ),
    })
    .describe('Of the last hour; null where nothing was measured.'),
  channels: z.array(z.string()).describe('Those that live journeys send by: each needs a worker that serves it.'),
  processes: z
    .array(
      z.strictObject({
        role: z.enum(['api', 'worker']),
        version: z.string(),
        host: z.string(),
        since: moment.describe('When it started.'),
        lastSeen: moment.describe('Its last heartbeat: there is one every ten seconds.'),
      }),
    )
    .describe('API and worker processes of all workspaces with a heartbeat in the last 30 seconds, the oldest first.'),
});
/** As it goes over the wire: moments are ISO 8601. */
export type StatusAnswer = z.input<typeof statusSchema>;

export const getStatus = defineOperation({
  id: 'getStatus',
  method: 'get',
  path: '/v1/status',
  tag: 'service',
  key: 'admin',
  right: 'look',
  summary: 'How it stands',
  description: `What is open, what waits, what is stuck and what was sent, as far as PostgreSQL knows: the figures behind
\`throughline status\`, which also asks Temporal for workers and says what is wrong. It costs little, however much is stored. Counts
stop at ${COUNTED_UP_TO.toLocaleString('en-US')}, but for open runs, which are estimated where they are many.`,
  answer: {
    description: 'The figures.',
    schema: statusSchema,
    examples: {
      first: {
        summary: 'The first run has just begun',
        value: {
          version: packageVersion(),
          now: '2026-11-22T19:20:12.330Z',
          openRuns: { total: 1, estimated: false, byVersion: [{ journey: 'trial', version: 1, runs: 1 }] },
          backlog: { stuck: 0, overdue: 0, oldestInputAgeMs: 12, queued: 1, oldestQueuedAgeMs: 9 },
          stuckRuns: [],
          messages: [],
          retried: 0,
          unknown: 0,
          alarms: [],
          unserved: [],
          killSwitches: [],
          events: { lastMinute: 2, lastHour: 2 },
          latencies: { clickToAcceptance: { measured: 2, p50Ms: 14, p99Ms: 31 }, acceptanceToProvider: null },
          channels: ['email'],
          processes: [
            {
              role: 'api',
              version: packageVersion(),
              host: 'server-1',
              since: '2026-11-22T19:19:58.120Z',
              lastSeen: '2026-11-22T19:20:08.121Z',
            },
          ],
        },
      },
    },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const { killSwitches, ...status } = await readStatus(database, workspace);
    const stopped = killSwitches.map(killSwitchView);
    return {
      version: packageVersion(),
      ...status,
      killSwitches: stopped,
      channels: await listChannelsInUse(database, workspace),
    };
  },
});
