import { z } from 'zod';
import { offerSchema } from '../../../core/decision/offer.ts';
import { policySchema } from '../../../core/decision/policy.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { segmentSchema } from '../../../core/segment/definition.ts';
import { configurationSchema } from '../../../core/workspace/configuration.ts';
import {
  PUBLICATION_DEPTH,
  PUBLICATION_LIMIT,
  PUBLICATION_VALUES,
  publicationSchema,
  readPublication,
} from '../../../services/publishing/publication.ts';
import { publish as publishAll } from '../../../services/publishing/publish.ts';
import { dataRefused } from '../../common-errors.ts';
import { type ErrorDescription, problemSchema } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { publication } from './examples.ts';
import { journeySchema } from './schemas.ts';

const described = publicationSchema.extend({
  journeys: z.array(journeySchema).max(500).default([]),
  templates: publicationSchema.shape.templates.describe(
    'Liquid sources by channel and part. E-mail has subject, html and, if you like, text; webhook has body, which is JSON. "html.de" is the part in German. `data` declares the variables with their types, `fixtures` are samples of them.',
  ),
  segments: z.array(segmentSchema).max(500).optional(),
  policies: z.array(policySchema).max(200).optional(),
  offers: z.array(offerSchema).max(500).optional(),
  workspace: configurationSchema.optional(),
  observe: z
    .boolean()
    .optional()
    .describe('True: each journey of the publication is observed from now on, until `go-live`.'),
  keepInCode: z
    .boolean()
    .optional()
    .describe(
      'True: journeys that are kept in the console are kept in files from now on. Without it they are refused.',
    ),
});

const publishedObjects = z.array(
  z.strictObject({
    id: idSchema,
    version: z.int(),
    change: z.enum(['published', 'unchanged', 'relabelled', 'live-again']),
  }),
);

const answer = z.strictObject({
  journeys: z.array(
    z.strictObject({
      id: idSchema,
      version: z.int(),
      change: z
        .enum(['published', 'unchanged', 'relabelled', 'live-again'])
        .describe('relabelled: titles only. live-again: an earlier version has the same meaning.'),
      bulkAct: z
        .uuid()
        .optional()
        .describe('What moves or ends the open runs of earlier versions, as `runs` asked: GET /v1/bulk/{id}.'),
    }),
  ),
  templates: z.array(
    z.strictObject({ id: idSchema, version: z.int(), change: z.enum(['published', 'unchanged', 'partial-changed']) }),
  ),
  segments: publishedObjects.optional(),
  policies: publishedObjects.optional(),
  offers: publishedObjects.optional(),
  workspace: z.strictObject({ version: z.int(), change: z.enum(['published', 'unchanged']) }).optional(),
  warnings: z.array(problemSchema).describe('What was published all the same, and deserves a look.'),
});

const helo = {
  code: 'path-to-unknown-step',
  where: 'trial: steps.a-moment.paths.next',
  problem: 'There is no step "helo".',
  remedy: 'Did you mean "hello"? Write null for the end.',
};
const notRight: ErrorDescription = {
  status: 422,
  code: undefined,
  when: 'a journey or a template is not right; `problems` has all that was found, `code` is that of the first',
  example: {
    type: `urn:throughline:${helo.code}`,
    title: helo.problem,
    status: 422,
    code: helo.code,
    where: helo.where,
    remedy: helo.remedy,
    problems: [helo],
  },
};

export const publicationBody = {
  limit: PUBLICATION_LIMIT,
  depth: PUBLICATION_DEPTH,
  values: PUBLICATION_VALUES,
  read: readPublication,
  schema: publicationSchema,
  described,
  examples: { trial: { summary: 'A small journey and its template', value: publication } },
};

export const publish = defineOperation({
  id: 'publish',
  method: 'post',
  path: '/v1/publish',
  tag: 'journeys',
  key: 'admin',
  right: 'publish',
  summary: 'Publish journeys, segments, policies, offers and templates',
  description: `All or nothing; a journey may use a template of the same push. What \`throughline push\` calls. New meaning makes the next version;
customers under way stay on the version they entered, unless \`runs\` says that they go on in the new one or exit.
Publishing an earlier definition again with the opposite map takes them back. Beside what the schema says, the publish check looks at paths,
references, listeners and what a journey needs outside, and lists every problem at once in \`problems\`.`,
  body: publicationBody,
  answer: {
    description: 'It holds for every intake process from now on.',
    schema: answer,
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
  errors: [dataRefused, notRight],
  targetOf: (_request, given) =>
    given?.journeys.flatMap(({ id, change }) => (change === 'unchanged' ? [] : [id])).join(' ') || undefined,
  handle: ({ body, workspace, keyTitle }, { database }) => publishAll(database, workspace, body, keyTitle),
});
