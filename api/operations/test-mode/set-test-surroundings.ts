import { z } from 'zod';
import { jsonSchema } from '../../../core/condition/schema.ts';
import { capsSchema } from '../../../core/workspace/caps.ts';
import { type Configuration, defaultConfiguration } from '../../../core/workspace/configuration.ts';
import { regimeSchema } from '../../../core/workspace/consent.ts';
import { holdsSchema } from '../../../core/workspace/holds.ts';
import { quietHoursSchema } from '../../../core/workspace/quiet-hours.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import {
  clearSuppressions,
  setTestAnswers,
  setTestCalls,
  testAnswers,
} from '../../../store/workspaces/test-answers.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { doneAnswer } from '../../done-answer.ts';
import { notInTestMode, requireTestMode } from './test-mode.ts';

const regimesSchema = z.strictObject({
  marketing: regimeSchema,
  tracking: regimeSchema,
  profiling: regimeSchema,
  topics: z.record(z.string().max(64), regimeSchema).default({}),
});

export const setTestSurroundings = defineOperation({
  id: 'setTestSurroundings',
  method: 'put',
  path: '/v1/test/surroundings',
  tag: 'test',
  key: 'admin',
  right: 'admin',
  summary: 'Set regimes of consent and answers of providers, as a story has them',
  description:
    'With regimes, a story begins: they become those of the workspace, topics that its configuration lacks are declared where it declares any, and the suppression list is emptied. With answers, providers of these channels say so from now on, and are not asked; with calls, so do endpoints.',
  body: {
    limit: 64 * 1024,
    depth: 8,
    schema: z.strictObject({
      regimes: regimesSchema.optional(),
      topics: z.array(z.string().max(64)).max(200).default([]).describe('Those that the story speaks of.'),
      limits: z
        .strictObject({ quietHours: quietHoursSchema, caps: capsSchema, holds: holdsSchema })
        .optional()
        .describe('The sections of its configuration that limit messages; of a story that begins. None unless said.'),
      answers: z.record(z.string().max(80), z.enum(testAnswers)).optional(),
      calls: z
        .record(
          z.string().max(80),
          z.union([
            z.literal('no-answer'),
            z.strictObject({ status: z.int().min(100).max(599), body: jsonSchema.optional() }),
          ]),
        )
        .optional()
        .describe('What endpoints answer to calls.'),
    }),
    examples: {
      begin: {
        summary: 'A story begins',
        value: { regimes: { marketing: 'opt-out', tracking: 'opt-out', profiling: 'opt-out' }, answers: {} },
      },
      answers: { summary: 'Mails are refused', value: { answers: { email: 'failed' } } },
    },
  },
  answer: doneAnswer('They are set.'),
  errors: [notInTestMode, dataRefused],
  async handle({ body: { regimes, topics, limits, answers, calls }, workspace }, services) {
    requireTestMode(services);
    const { database } = services;
    if (answers) await setTestAnswers(database, workspace, answers);
    if (calls) await setTestCalls(database, workspace, calls);
    if (!regimes) return { success: true as const };
    await clearSuppressions(database, workspace);
    const { configuration } = await getConfiguration(database, database, workspace);
    const { quietHours, caps, holds } = limits ?? defaultConfiguration;
    const written = withRegimes({ ...configuration, quietHours, caps, holds }, regimes, topics);
    await publish(database, workspace, { journeys: [], templates: [], workspace: written });
    return { success: true as const };
  },
});

/** Where no topic is declared, every topic is allowed; the first to be declared would forbid the others. */
function withRegimes(
  configuration: Configuration,
  { topics: own, ...regimes }: z.output<typeof regimesSchema>,
  spoken: readonly string[],
): Configuration {
  const declared = Object.keys(configuration.topics);
  const limits = [...Object.values(configuration.caps), ...Object.values(configuration.holds)];
  const capped = limits.flatMap((limit) => limit.topics ?? []);
  const named = [...Object.keys(own), ...capped];
  const all = declared.length + named.length === 0 ? [] : [...new Set([...declared, ...named, ...spoken])];
  const topics = all.map((id) => {
    const { regime: _, ...topic } = configuration.topics[id] ?? { title: id };
    return [id, { ...topic, ...(Object.hasOwn(own, id) && { regime: own[id] }) }] as const;
  });
  const { marketing, tracking, profiling } = regimes;
  return {
    ...configuration,
    consent: { ...configuration.consent, regime: marketing, tracking, profiling },
    topics: Object.fromEntries(topics),
  };
}
