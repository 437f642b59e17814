import { z } from 'zod';
import { ProblemError } from '../../../core/base/problem.ts';
import { safeParse } from '../../../core/base/safe-parse.ts';
import { schemaProblems } from '../../../core/base/schema-problems.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { createDraft as create } from '../../../services/drafts/create-draft.ts';
import {
  findDraft,
  listDrafts as list,
  listReaders,
  MOST_DRAFTS,
  deleteDraft as remove,
  saveDraft as save,
} from '../../../store/drafts/drafts.ts';
import { moment } from '../../codecs.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { trialJourney } from '../journeys/examples.ts';
import {
  definitionBody,
  draftChanged,
  draftDefinition,
  draftNotFound,
  draftParams,
  draftSchema,
  draftUnreadable,
  draftView,
  exampleDraft,
  exampleSummary,
  readDefinition,
  summaryFields,
} from './schemas.ts';

const draftExists = defineError({
  status: 409,
  code: 'draft-exists',
  when: 'the journey has a draft already',
  text: (id: string) => ({
    where: `drafts.${id}`,
    problem: 'the journey has a draft already',
    remedy: 'Go on with it, or delete it first.',
  }),
  example: ['trial'],
});

const tooManyDrafts = defineError({
  status: 409,
  code: 'too-many-drafts',
  when: `the workspace has ${MOST_DRAFTS} drafts`,
  text: () => ({
    ...{ where: 'drafts', problem: `the workspace has ${MOST_DRAFTS} drafts` },
    remedy: 'Publish or delete some.',
  }),
  example: [],
});

const versionNotThere = defineError({
  status: 404,
  code: 'not-found',
  when: 'the journey has no such version',
  text: (id: string) => ({
    where: `journeys.${id}`,
    problem: 'the journey has no such version',
    remedy: 'GET /v1/journeys/{id}/versions lists them.',
  }),
  example: ['trail'],
});

const shared = { tag: 'journeys', key: 'admin' } as const;

export const listDrafts = defineOperation({
  ...shared,
  right: 'look',
  id: 'listDrafts',
  method: 'get',
  path: '/v1/drafts',
  summary: 'List drafts of journeys',
  description: 'The last saved first. A journey has at most one.',
  answer: {
    description: 'The drafts, without their definitions.',
    schema: z.strictObject({ items: z.array(z.strictObject(summaryFields)) }),
    examples: { one: { summary: 'One draft', value: { items: [exampleSummary] } } },
  },
  errors: [],
  handle: async ({ workspace }, { database }) => ({ items: await list(database, workspace) }),
});

const newDraftSchema = z.strictObject({
  id: idSchema.describe('The id of the journey, which it keeps for ever.'),
  from: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('blank'), title: z.string().trim().min(1).max(200).optional() }),
      z.strictObject({ kind: z.literal('version'), version: z.int().min(1).optional() }),
      z.strictObject({ kind: z.literal('definition'), definition: draftDefinition }),
    ])
    .describe('Nothing; a version of this journey, the live one unless said; or a definition, such as an example.'),
});

export const createDraft = defineOperation({
  ...shared,
  right: 'edit',
  id: 'createDraft',
  method: 'post',
  path: '/v1/drafts',
  summary: 'Make a draft of a journey',
  description: 'From nothing, from a version, or from a definition, which gets the id of the draft.',
  notFound: versionNotThere,
  body: {
    ...definitionBody,
    schema: newDraftSchema,
    read(json) {
      const read = safeParse(newDraftSchema, json);
      if (!read.success) throw new ProblemError(schemaProblems(newDraftSchema, read.error, json).slice(0, 100));
      const { id, from } = read.data;
      return from.kind === 'definition'
        ? { id, from: { ...from, definition: readDefinition(from.definition) } }
        : read.data;
    },
    examples: { version: { summary: 'From the live version', value: { id: 'trial', from: { kind: 'version' } } } },
  },
  answer: {
    description: 'The draft.',
    schema: draftSchema,
    examples: { trial: { summary: 'Of the live version', value: exampleDraft } },
  },
  targetOf: ({ body }) => body.id,
  errors: [dataRefused, draftExists, tooManyDrafts, draftUnreadable],
  async handle({ body: { id, from }, workspace, keyTitle: by }, { database }) {
    const asked = from.kind === 'definition' ? { ...from, definition: readDefinition(from.definition) } : from;
    const made = await create(database, { workspace, id, from: asked, by });
    if ('draft' in made) return draftView(made.draft, []);
    if (made.refused === 'exists') throw draftExists(id);
    throw made.refused === 'many' ? tooManyDrafts() : versionNotThere(id);
  },
});

const ofOne = { ...shared, params: draftParams, notFound: draftNotFound } as const;

export const getDraft = defineOperation({
  ...ofOne,
  right: 'look',
  id: 'getDraft',
  method: 'get',
  path: '/v1/journeys/{id}/draft',
  summary: 'Read the draft of a journey',
  description: 'With its revision, and who has it open.',
  answer: {
    description: 'The draft.',
    schema: draftSchema,
    examples: { trial: { summary: 'Nobody has it open', value: exampleDraft } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const draft = await findDraft(database, { workspace, id });
    if (!draft) throw draftNotFound(id);
    return draftView(draft, await listReaders(database, { workspace, id }));
  },
});

export const saveDraft = defineOperation({
  ...ofOne,
  right: 'edit',
  id: 'saveDraft',
  method: 'put',
  path: '/v1/journeys/{id}/draft',
  summary: 'Save the draft of a journey',
  description: `Whatever the publish check says of it: it must have the form of a draft, no more. A save that was made from an older
revision is refused, so that nothing is lost; read the draft then, and merge.`,
  ifMatch: 'The revision that it was made from.',
  body: {
    ...definitionBody,
    schema: z.strictObject({ definition: draftDefinition }),
    read: (json) => ({ definition: readDefinition((json as { definition?: unknown } | null)?.definition) }),
    examples: { trial: { summary: 'The whole definition', value: { definition: trialJourney } } },
  },
  answer: {
    description: 'It is saved.',
    schema: z.strictObject({ revision: z.int(), savedAt: moment }),
    examples: { saved: { summary: 'The next revision', value: { revision: 2, savedAt: exampleSummary.savedAt } } },
  },
  errors: [dataRefused, draftChanged, draftUnreadable],
  async handle({ params: { id }, body, revision, workspace, keyTitle: by }, { database }) {
    const definition = readDefinition(body.definition, id);
    const saved = await save(database, { workspace, id, definition, revision, by });
    if (saved) return saved;
    const draft = await findDraft(database, { workspace, id });
    throw draft ? draftChanged(id, draft.revision) : draftNotFound(id);
  },
});

export const deleteDraft = defineOperation({
  ...ofOne,
  right: 'edit',
  id: 'deleteDraft',
  method: 'delete',
  path: '/v1/journeys/{id}/draft',
  summary: 'Delete the draft of a journey',
  description: 'What is published stays as it is.',
  answer: doneAnswer('The draft is gone.'),
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    if (!(await remove(database, { workspace, id }))) throw draftNotFound(id);
    return done;
  },
});
