import { z } from 'zod';
import { definitionSchema, idSchema } from '../../core/journey/definition/index.ts';
import { stepTypes } from '../../core/journey/steps/index.ts';
import { PUBLICATION_DEPTH, PUBLICATION_LIMIT, publicationSchema } from '../../services/publishing/publish.ts';
import type { Operation } from '../operation.ts';
import {
  addressUnreadable,
  bodyRefusals,
  databaseAway,
  dataRefused,
  keyRefusals,
  problemSchema,
  type Refusal,
  refusal,
  tooDeep,
  unexpected,
} from '../refusals.ts';
import { publication, trialHash, trialJourney } from './journey-examples.ts';

/** A step by its type's own schema, as the publish check reads it after the frame. */
export const stepSchema = z.union([...stepTypes.values()].map(({ schema }) => schema));
/** A definition whole: its frame with its steps. */
export const journeySchema = definitionSchema.extend({ steps: z.record(idSchema, stepSchema) });

const publicationBody = publicationSchema.extend({
  journeys: z.array(journeySchema).max(500).default([]),
  templates: publicationSchema.shape.templates.describe(
    'Liquid sources by channel and part. E-mail has subject, html and, if you like, text; webhook has body, which is JSON.',
  ),
});

export const publishedSchema = z.strictObject({
  journeys: z.array(
    z.strictObject({
      id: idSchema,
      version: z.int(),
      change: z
        .enum(['published', 'unchanged', 'relabelled', 'live-again'])
        .describe('relabelled: titles only. live-again: an earlier version has the same meaning.'),
    }),
  ),
  templates: z.array(z.strictObject({ id: idSchema, version: z.int(), change: z.enum(['published', 'unchanged']) })),
  warnings: z.array(problemSchema).describe('What was published all the same, and deserves a look.'),
});

const versionFields = {
  version: z.int(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of what the definition means; titles are no part of it.'),
  publishedAt: z.iso.datetime(),
};

export const journeyListSchema = z.strictObject({
  items: z.array(z.strictObject({ id: idSchema, title: z.string().optional(), ...versionFields })),
  next: z.null(),
});

export const journeyParams = z.strictObject({ id: idSchema.describe('The id of a journey.') });

export const journeyDetailSchema = z.strictObject({
  id: idSchema,
  version: versionFields.version,
  hash: versionFields.hash,
  definition: journeySchema,
  versions: z.array(z.strictObject(versionFields)).describe('Newest first.'),
});

const adminRefusals: readonly Refusal[] = [...keyRefusals('admin'), unexpected, databaseAway];
const publishedAt = '2026-11-22T19:20:07.512Z';

export const journeyOperations: readonly Operation[] = [
  {
    id: 'publish',
    method: 'post',
    path: '/v1/publish',
    tag: 'journeys',
    key: 'admin',
    summary: 'Publish journeys and templates',
    description: `All or nothing; a journey may use a template of the same push. What \`throughline push\` calls. New meaning makes the next version;
who is on their way stays on the version they entered. Beside what the schema says, the publish check looks at paths,
references, listeners and what a journey needs outside, and tells every problem at once in \`problems\`.`,
    body: {
      schema: publicationBody,
      examples: { trial: { summary: 'A small journey and its template', value: publication } },
    },
    answer: {
      description: 'It holds for every intake process from now on.',
      schema: publishedSchema,
      examples: {
        published: {
          summary: 'First versions',
          value: {
            journeys: [{ id: 'trial', version: 1, change: 'published' }],
            templates: [{ id: 'trial-hello', version: 1, change: 'published' }],
            warnings: [],
          },
        },
      },
    },
    refusals: [
      ...bodyRefusals(PUBLICATION_LIMIT / 1024),
      tooDeep(PUBLICATION_DEPTH),
      ...adminRefusals,
      dataRefused,
      {
        status: 422,
        code: undefined,
        when: 'a journey or a template is not right; `problems` has all that was found, `code` is that of the first',
        example: {
          type: 'urn:throughline:path-to-unknown-step',
          title: 'There is no step "helo".',
          status: 422,
          code: 'path-to-unknown-step',
          where: 'trial: steps.a-moment.paths.next',
          remedy: 'Did you mean "hello"? Write null for the end.',
          problems: [
            {
              code: 'path-to-unknown-step',
              where: 'trial: steps.a-moment.paths.next',
              problem: 'There is no step "helo".',
              remedy: 'Did you mean "hello"? Write null for the end.',
            },
          ],
        },
      },
    ],
  },
  {
    id: 'listJourneys',
    method: 'get',
    path: '/v1/journeys',
    tag: 'journeys',
    key: 'admin',
    summary: 'List the live versions',
    description: 'Each journey with the version that customers enter now. All of them: there is one page.',
    answer: {
      description: 'The journeys, by id.',
      schema: journeyListSchema,
      examples: {
        one: {
          summary: 'One journey',
          value: { items: [{ id: 'trial', title: 'Trial', version: 1, hash: trialHash, publishedAt }], next: null },
        },
      },
    },
    refusals: adminRefusals,
  },
  {
    id: 'getJourney',
    method: 'get',
    path: '/v1/journeys/{id}',
    tag: 'journeys',
    key: 'admin',
    summary: 'Read one journey',
    description: 'The live version with its definition, and the history of versions.',
    params: journeyParams,
    answer: {
      description: 'The journey.',
      schema: journeyDetailSchema,
      examples: {
        trial: {
          summary: 'A journey with one version',
          value: {
            id: 'trial',
            version: 1,
            hash: trialHash,
            definition: trialJourney,
            versions: [{ version: 1, hash: trialHash, publishedAt }],
          },
        },
      },
    },
    refusals: [
      addressUnreadable,
      ...adminRefusals,
      refusal(404, 'not-found', 'there is no such journey', {
        title: 'there is no journey "trail"',
        where: 'journeys.trail',
        remedy: 'GET /v1/journeys lists them.',
      }),
    ],
  },
];
